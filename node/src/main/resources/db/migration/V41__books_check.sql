-- Checks of the books that admins asked for on their pages, each with what it found.
create table books_check (
  id         bigint        not null auto_increment primary key,
  -- Calendar time.
  checked_at datetime(6)   not null,
  -- All that does not agree, and the first of it in words, a line each.
  breaches   int           not null,
  first_ones varchar(8000) not null
);
