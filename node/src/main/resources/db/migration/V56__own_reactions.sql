-- Posts elsewhere that members here like and boost. Neither moves money. A row goes with its Undo, so that what is
-- done again after that has an id of its own.
create table own_reaction (
  sequence      bigint                                             not null auto_increment primary key,
  owner         varchar(80) character set ascii collate ascii_bin  not null,
  kind          varchar(5) character set ascii collate ascii_bin   not null,
  object_hash   binary(32)                                         not null,
  object        varchar(2048) collate utf8mb4_bin                  not null,
  -- Of the address by which the member named the post, the last time.
  named_hash    binary(32)                                         not null,
  author_hash   binary(32)                                         not null,
  author        varchar(2048) collate utf8mb4_bin                  not null,
  -- Where people read it, and plain text of how it begins.
  page          varchar(2048) collate utf8mb4_bin                  not null,
  title         varchar(200)                                       not null,
  activity_hash binary(32)                                         not null unique,
  activity      varchar(2048) collate utf8mb4_bin                  not null,
  since         datetime(6)                                        not null,
  unique key own_reaction_once (owner, kind, object_hash),
  key own_reaction_page (owner, kind, sequence),
  key own_reaction_by_object (object_hash),
  key own_reaction_by_author (author_hash),
  constraint own_reaction_kind check (kind in ('like', 'boost'))
);
