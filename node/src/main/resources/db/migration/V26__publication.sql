-- What creators here tell of their things, to people and to followers.

-- A withdrawn thing takes no more flattrs; those that it has stay.
alter table thing add column withdrawn_at datetime(6) null;

create table publication (
  thing_id     bigint        not null primary key references thing (id),
  summary      varchar(500)  null,
  -- Of what is published here, as its creator wrote it; null for what stands elsewhere.
  text         text          null,
  language     varchar(35)   null,
  image        varchar(2048) null,
  -- The image in words.
  alt          varchar(500)  null,
  listed       boolean       not null,
  pinned_at    datetime(6)   null,
  published_at datetime(6)   not null,
  updated_at   datetime(6)   null,
  -- How often it was changed: each change is told to followers under its number.
  revision     int           not null default 0,
  -- SHA-256 of creator, title and text as they were first sent: sent twice, it is one thing. Null for what stands
  -- elsewhere, and of what is withdrawn.
  first_sent   binary(32)    null unique,
  constraint changed_or_not check ((updated_at is null) = (revision = 0))
);

create table publication_tag (
  thing_id bigint      not null references publication (thing_id),
  -- Its place among the thing's tags, from 0.
  place    int         not null,
  -- Without #, as its creator wrote it.
  tag      varchar(50) not null,
  primary key (thing_id, place),
  index publication_by_tag (tag, thing_id)
);
