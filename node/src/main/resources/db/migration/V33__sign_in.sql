-- How members sign in, and the browsers in which they are signed in.

-- Whether they run the node. Who sets a node up does; nobody else unless an admin says so.
alter table member
  add column is_admin boolean not null default false;

-- The password as its hash (Argon2id, PHC string format). The e-mail address is nobody's word but the
-- member's own, so two may name the same; it is in small letters.
create table member_login (
  member_id  uuid         not null primary key references member (id),
  email      varchar(254) null,
  password   varchar(200) character set ascii collate ascii_bin not null,
  changed_at datetime(6)  not null,
  key member_login_email (email)
);

-- The cookie's value is stored as its SHA-256 alone.
create table member_session (
  id         bigint       not null auto_increment primary key,
  hash       binary(32)   not null unique,
  member_id  uuid         not null references member (id),
  client     varchar(200) not null,
  created_at datetime(6)  not null,
  used_at    datetime(6)  not null,
  key member_session_used_at (used_at)
);

-- Links that work once, stored as the SHA-256 of their token: with a member it lets them choose a
-- password, without one it invites somebody to join.
create table sign_in_link (
  hash       binary(32)  not null primary key,
  member_id  uuid        null references member (id),
  created_at datetime(6) not null,
  expires_at datetime(6) not null,
  key sign_in_link_expires_at (expires_at)
);
