-- How other servers take our signatures, and what an admin has to say about deliveries.

-- The scheme that an origin has taken last; none while nothing is known of it.
create table origin_scheme (
  origin     varchar(300) character set ascii collate ascii_bin not null primary key,
  scheme     enum ('draft_cavage', 'rfc_9421') not null,
  learned_at datetime(6) not null
);

alter table delivery
  -- When it is given up; null for what is owed between nodes, which never is.
  add column give_up_at datetime(6) null,
  -- When it was tried last.
  add column tried_at datetime(6) null;

-- Hosts that an admin has asked to be tried at once, for every process that delivers.
create table delivery_prompt (
  host     varchar(300) character set ascii collate ascii_bin not null primary key,
  asked_at datetime(6) not null,
  index delivery_prompt_asked (asked_at)
);
