-- What members show of themselves, and who has left.

-- A member who has left keeps their row, for the books and so that nobody is given the name again.
alter table member
  add column left_at datetime(6) null;

-- Of who has chosen something. Fields and other actors are JSON arrays, in the order that was chosen.
create table member_profile (
  member_id          uuid          not null primary key references member (id),
  bio                varchar(2000) not null default '',
  fields             text          not null default '[]',
  also_known_as      text          not null default '[]',
  moved_to           varchar(2048) null,
  icon               varchar(2048) null,
  image              varchar(2048) null,
  discoverable       boolean       not null default false,
  indexable          boolean       not null default false,
  approves_followers boolean       not null default false,
  shows_flattrs      boolean       not null default false
);
