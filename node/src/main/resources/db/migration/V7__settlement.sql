-- Closing months and settling them with other nodes.

-- A month that has begun to close. Each stage is reached once, in order.
create table month_close (
  period     char(7)     not null primary key,
  stage      enum ('cut_off', 'split', 'posted', 'stated', 'closed') not null,
  cut_off_at datetime(6) not null,
  closed_at  datetime(6) null
);

-- What a closing month's split gives each creator, here and elsewhere.
create table month_sum (
  period       char(7) not null,
  creator_id   bigint  not null references creator (id),
  counted      bigint  not null,
  gross_micros bigint  not null,
  primary key (period, creator_id)
);

-- What a creator here receives in a month from one source; peer 0 is this node itself.
create table revenue (
  period             char(7) not null,
  creator_id         bigint  not null references creator (id),
  peer_id            int     not null,
  gross_micros       bigint  not null,
  fee_micros         bigint  not null,
  pending_net_micros bigint  not null default 0,
  pending_fee_micros bigint  not null default 0,
  primary key (period, creator_id, peer_id),
  index pending_by_peer (peer_id, period),
  constraint fee_is_within_gross check (fee_micros between 0 and gross_micros),
  constraint pending_is_within_revenue check (
    pending_fee_micros between 0 and fee_micros
    and pending_net_micros between 0 and gross_micros - fee_micros)
);

-- One pair of nodes in one month, as protocol.settlement.PairMonth has it.
create table pair_month (
  period                 char(7) not null,
  peer_id                int     not null references peer (id),
  ours                   enum ('none', 'proposed', 'disputed', 'agreed') not null,
  -- The offers as canonical JSON without their proofs; the proven bytes stand in inbox and outbox.
  ours_offer             mediumtext null,
  theirs                 enum ('none', 'received', 'disputed', 'agreed') not null,
  theirs_offer           mediumtext null,
  carried_by_us_micros   bigint  null,
  carried_by_them_micros bigint  null,
  netted                 enum ('none', 'offered', 'received', 'disputed', 'agreed') not null,
  settlement_offer       mediumtext null,
  paid                   enum ('none', 'ordered', 'sent', 'noticed', 'confirmed') not null,
  payment_offer          mediumtext null,
  done                   boolean not null,
  primary key (period, peer_id),
  index pair_month_by_peer (peer_id, period),
  index pair_month_open (done, period)
);

-- Statements, ours and theirs, in every version.
create table statement (
  uri          varchar(500) not null primary key,
  period       char(7)      not null,
  peer_id      int          not null references peer (id),
  ours         boolean      not null,
  version      int          not null,
  line_count   bigint       not null,
  gross_micros bigint       not null,
  root         char(64)     not null,
  lines_uri    varchar(2048) not null,
  policy       char(64)     not null,
  previous     varchar(500) null,
  unique one_per_slot (period, peer_id, ours, version)
);

-- The lines of our own statements, in their order.
create table statement_line (
  statement_uri varchar(500) not null references statement (uri),
  position      bigint       not null,
  flattr_id     uuid         not null,
  creator_id    bigint       not null references creator (id),
  donor_tag     varchar(100) not null,
  amount_micros bigint       not null,
  salt          varchar(60)  not null,
  primary key (statement_uri, position)
);

-- What a creditor disputes in a statement, ours or theirs.
create table dispute (
  id            bigint       not null auto_increment primary key,
  statement_uri varchar(500) not null references statement (uri),
  flattr_uri    varchar(500) null,
  code          varchar(20)  not null,
  detail        varchar(500) not null,
  raised_at     datetime(6)  not null
);
