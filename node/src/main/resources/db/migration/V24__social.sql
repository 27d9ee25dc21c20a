-- What ordinary servers of the fediverse tell this node, and whom its members follow.
-- Actors and objects of this node are named by the path of their id, so that they survive a change of its origin; all
-- others by their id, found by its SHA-256.

-- An actor elsewhere that has ever done something here. Whatever it does locks its row first, so that what comes
-- together from one actor is done one after the other.
create table social_actor (
  actor_hash binary(32)                              not null primary key,
  actor      varchar(2048) collate utf8mb4_bin       not null,
  -- Since when it is deleted.
  gone_at    datetime(6)                             null
);

-- What a member has chosen; nothing is chosen without a row.
create table social_setting (
  member_id          uuid    not null primary key references member (id),
  follows_by_request boolean not null default false,
  show_follows       boolean not null default false
);

-- Actors elsewhere that follow an actor here, and where they take what is for them.
create table follower (
  sequence     bigint                                       not null auto_increment primary key,
  owner        varchar(80) character set ascii collate ascii_bin not null,
  actor_hash   binary(32)                                   not null,
  actor        varchar(2048) collate utf8mb4_bin            not null,
  follow_hash  binary(32)                                   not null,
  follow       varchar(2048) collate utf8mb4_bin            not null,
  inbox        varchar(2048) collate utf8mb4_bin            not null,
  shared_inbox varchar(2048) collate utf8mb4_bin            null,
  state        varchar(9) character set ascii collate ascii_bin not null,
  since        datetime(6)                                  not null,
  unique key follower_once (owner, actor_hash),
  key follower_page (owner, state, sequence),
  key follower_by_actor (actor_hash),
  constraint follower_state check (state in ('requested', 'accepted'))
);

-- Actors elsewhere that an actor here follows.
create table following (
  sequence     bigint                                       not null auto_increment primary key,
  owner        varchar(80) character set ascii collate ascii_bin not null,
  actor_hash   binary(32)                                   not null,
  actor        varchar(2048) collate utf8mb4_bin            not null,
  follow_hash  binary(32)                                   not null unique,
  follow       varchar(2048) collate utf8mb4_bin            not null,
  inbox        varchar(2048) collate utf8mb4_bin            not null,
  state        varchar(9) character set ascii collate ascii_bin not null,
  since        datetime(6)                                  not null,
  unique key following_once (owner, actor_hash),
  key following_page (owner, state, sequence),
  key following_by_actor (actor_hash),
  constraint following_state check (state in ('requested', 'accepted'))
);

-- Actors elsewhere that have blocked an actor here.
create table blocked_by (
  owner      varchar(80) character set ascii collate ascii_bin not null,
  actor_hash binary(32)                                   not null,
  block_hash binary(32)                                   not null,
  since      datetime(6)                                  not null,
  primary key (owner, actor_hash)
);

-- Applause: likes, boosts and emoji for an object here. None of it moves money.
create table reaction (
  sequence      bigint                                       not null auto_increment primary key,
  object        varchar(200) character set ascii collate ascii_bin not null,
  actor_hash    binary(32)                                   not null,
  actor         varchar(2048) collate utf8mb4_bin            not null,
  kind          varchar(8) character set ascii collate ascii_bin not null,
  -- The emoji; empty for the other kinds.
  emoji         varchar(100) collate utf8mb4_bin             not null,
  activity_hash binary(32)                                   not null,
  received_at   datetime(6)                                  not null,
  unique key reaction_once (object, kind, actor_hash, emoji),
  key reaction_by_activity (activity_hash),
  key reaction_by_actor (actor_hash),
  constraint reaction_kind check (kind in ('like', 'announce', 'emoji'))
);

-- Posts elsewhere that answer an object here or mention a member.
create table remote_post (
  sequence    bigint                                       not null auto_increment primary key,
  id_hash     binary(32)                                   not null unique,
  id          varchar(2048) collate utf8mb4_bin            not null,
  author_hash binary(32)                                   not null,
  author      varchar(2048) collate utf8mb4_bin            not null,
  kind        varchar(8) character set ascii collate ascii_bin not null,
  in_reply_to varchar(200) character set ascii collate ascii_bin null,
  page        varchar(2048) collate utf8mb4_bin            not null,
  -- Plain text.
  title       varchar(500)                                 null,
  -- HTML, cleaned.
  content     mediumtext                                   not null,
  published   datetime(6)                                  null,
  updated     datetime(6)                                  null,
  received_at datetime(6)                                  not null,
  key remote_post_by_author (author_hash),
  key remote_post_answers (in_reply_to, sequence),
  constraint remote_post_kind check (kind in ('note', 'article', 'page', 'question'))
);

create table remote_mention (
  post  bigint                                             not null references remote_post (sequence) on delete cascade,
  owner varchar(80) character set ascii collate ascii_bin  not null,
  primary key (owner, post)
);

-- What was undone or deleted: should it come afterwards, nothing follows. by_hash is the actor who said so.
create table remote_tombstone (
  id_hash binary(32)  not null,
  by_hash binary(32)  not null,
  at      datetime(6) not null,
  primary key (id_hash, by_hash)
);

-- Reports for the admin.
create table flag (
  sequence    bigint                                       not null auto_increment primary key,
  id_hash     binary(32)                                   not null unique,
  id          varchar(2048) collate utf8mb4_bin            not null,
  actor       varchar(2048) collate utf8mb4_bin            not null,
  -- Plain text.
  comment     varchar(3000)                                not null,
  received_at datetime(6)                                  not null
);

create table flagged (
  flag   bigint                                            not null references flag (sequence),
  place  int                                               not null,
  object varchar(2048) collate utf8mb4_bin                 not null,
  primary key (flag, place)
);

-- Activities that nothing follows from, by their type; one row gathers what is too much.
create table unknown_activity (
  type    varchar(64) collate utf8mb4_bin                  not null primary key,
  number  bigint                                           not null,
  last_at datetime(6)                                      not null
);

-- What has to be fetched from elsewhere before anything follows. next_try is also the lease of who is at it; null when
-- it was given up.
create table social_fetch (
  sequence  bigint                                         not null auto_increment primary key,
  kind      varchar(5) character set ascii collate ascii_bin not null,
  key_hash  binary(32)                                     not null unique,
  address   varchar(2048) collate utf8mb4_bin              not null,
  -- Where an actor that moves goes.
  target    varchar(2048) collate utf8mb4_bin              null,
  host      varchar(300) character set ascii collate ascii_bin not null,
  attempts  int                                            not null,
  next_try  datetime(6)                                    null,
  error     varchar(1000)                                  null,
  key social_fetch_due (next_try),
  key social_fetch_by_host (host, next_try),
  constraint social_fetch_kind check (kind in ('post', 'actor', 'move'))
);
