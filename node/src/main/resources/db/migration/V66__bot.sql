-- The node's bot: who mentions it in a reply to a post has that post flattred, if they are a member who wants that.

-- Who wants that.
create table bot_choice (
  member_id uuid not null primary key references member (id)
);

-- Every post that has mentioned it, whoever it is of: none is acted on twice, and none that answers one of these, for
-- servers put the names of all who were mentioned into answers by themselves.
create table bot_heard (
  post_hash binary(32)  not null primary key,
  heard_at  datetime(6) not null
);

-- The posts of members that ask for a flattr.
create table bot_call (
  sequence    bigint                            not null auto_increment primary key,
  post_hash   binary(32)                        not null unique,
  actor_hash  binary(32)                        not null,
  post_id     varchar(2048) collate utf8mb4_bin not null,
  actor       varchar(2048) collate utf8mb4_bin not null,
  -- What it is a reply to.
  object      varchar(2048) collate utf8mb4_bin not null,
  member_id   uuid                              not null references member (id),
  received_at datetime(6)                       not null,
  -- The flattr that it becomes, chosen before there is one: so that it becomes one flattr at most.
  flattr_id   uuid                              not null unique,
  -- Whether it was not deleted in time.
  stands      boolean                           not null default true,
  state       varchar(8) character set ascii collate ascii_bin  not null default 'waiting',
  -- Why it is no flattr, or why its flattr stays though it was deleted.
  code        varchar(32) character set ascii collate ascii_bin null,
  tries       int                               not null default 0,
  -- When to look at it; null when there is nothing to do.
  due_at      datetime(6)                       null,
  key bot_call_due (due_at),
  key bot_call_page (member_id, sequence),
  constraint bot_call_state check (state in ('waiting', 'flattr', 'refused', 'undone'))
);

-- How often an actor was answered on the last day on which they were.
create table bot_answer (
  actor_hash binary(32) not null primary key,
  day        date       not null,
  answers    int        not null
);
