-- Where members' revenue is paid out to, and what of it they have asked for.

create table payout_details (
  member_id  uuid         not null primary key references member (id),
  holder     varchar(140) not null,
  -- An IBAN, or how else an admin can pay.
  account    varchar(140) not null,
  changed_at datetime(6)  not null
);

create table payout (
  id            bigint       not null auto_increment primary key,
  member_id     uuid         not null references member (id),
  amount_micros bigint       not null,
  -- As they stood when it was asked for; gone once the member has left.
  holder        varchar(140) null,
  account       varchar(140) null,
  -- By which a form that is sent again asks for the same payout.
  request_key   varchar(100) character set ascii collate ascii_bin not null,
  -- Until it is taken on, its member can undo it.
  state         enum ('requested', 'taken_on', 'sent', 'undone', 'refused', 'returned') not null default 'requested',
  -- Why it was refused or came back, for its member.
  reason        varchar(500) null,
  requested_at  datetime(6)  not null,
  changed_at    datetime(6)  not null,
  unique one_per_request (member_id, request_key),
  index payout_by_state (state, id),
  constraint payout_is_positive check (amount_micros > 0)
);
