-- Likes of actors elsewhere that a member here has proved to be theirs, which are flattrs if the member wants that; and
-- one place for what members choose about following: the profile.

-- Who wants that.
create table linked_like_choice (
  member_id uuid not null primary key references member (id)
);

create table linked_like (
  sequence    bigint                            not null auto_increment primary key,
  like_hash   binary(32)                        not null unique,
  actor_hash  binary(32)                        not null,
  like_id     varchar(2048) collate utf8mb4_bin not null,
  actor       varchar(2048) collate utf8mb4_bin not null,
  object      varchar(2048) collate utf8mb4_bin not null,
  member_id   uuid                              not null references member (id),
  received_at datetime(6)                       not null,
  -- The flattr that it becomes, chosen before there is one: so that it becomes one flattr at most.
  flattr_id   uuid                              not null,
  -- Whether it was not undone.
  stands      boolean                           not null default true,
  state       varchar(8) character set ascii collate ascii_bin  not null default 'waiting',
  -- Why it is applause.
  code        varchar(32) character set ascii collate ascii_bin null,
  -- When to look at it; null when there is nothing to do.
  due_at      datetime(6)                       null,
  key linked_like_due (due_at),
  key linked_like_by_actor (actor_hash),
  key linked_like_page (member_id, sequence),
  constraint linked_like_state check (state in ('waiting', 'flattr', 'applause', 'undone'))
);

alter table member_profile
  add column shows_follows boolean not null default false;

insert into member_profile (member_id, approves_followers, shows_follows)
  select s.member_id, s.follows_by_request, s.show_follows
  from social_setting s
  join member m on m.id = s.member_id
  where m.left_at is null
  on duplicate key update
    approves_followers = approves_followers or s.follows_by_request,
    shows_follows = s.show_follows;

drop table social_setting;
