-- E-mail, notices to members, and links for more than one purpose.

-- When the member has shown that the address is theirs; null when they have not.
alter table member_login
  add column email_confirmed_at datetime(6) null;

-- What a link lets its holder do, and for what: an address that it confirms.
alter table sign_in_link
  add column purpose varchar(16) character set ascii collate ascii_bin not null default 'password',
  add column subject varchar(254) null;
update sign_in_link set purpose = 'invitation' where member_id is null;
alter table sign_in_link
  alter column purpose drop default;

-- What members are told. The details are in no language: see NoticeDetail.
create table notice (
  id         bigint       not null auto_increment primary key,
  member_id  uuid         not null references member (id),
  event      varchar(32)  character set ascii collate ascii_bin not null,
  details    varchar(1000) not null,
  -- What it is about, so that nobody is told of it twice; null when it may happen again.
  once       varchar(64)  character set ascii collate ascii_bin null,
  created_at datetime(6)  not null,
  read_at    datetime(6)  null,
  key notice_page (member_id, id),
  unique key notice_once (member_id, event, once)
);

-- The kinds of notices of which a member wants no e-mail.
create table notice_silence (
  member_id uuid        not null references member (id),
  kind      varchar(16) character set ascii collate ascii_bin not null,
  primary key (member_id, kind)
);

-- What is to be sent. It is written only when it is sent: no link of it is stored before.
create table mail (
  id         bigint       not null auto_increment primary key,
  purpose    varchar(16)  character set ascii collate ascii_bin not null,
  recipient  varchar(254) not null,
  member_id  uuid         null references member (id),
  notice_id  bigint       null references notice (id),
  created_at datetime(6)  not null,
  attempts   int          not null default 0,
  -- When to try it; null when that has no more use.
  due_at     datetime(6)  null,
  error      varchar(500) null,
  key mail_due (due_at),
  key mail_created (created_at),
  constraint mail_purpose check (purpose in ('notice', 'address', 'password'))
);
