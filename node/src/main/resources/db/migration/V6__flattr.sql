-- What members give, what their things and creators are, and what other nodes' members give here.

-- Whom flattrs go to: a member here, or an actor of a peer.
create table creator (
  id        bigint       not null auto_increment primary key,
  actor     varchar(500) not null unique,
  member_id uuid         null unique references member (id),
  peer_id   int          null references peer (id),
  constraint creator_is_at_one_node check ((member_id is null) <> (peer_id is null))
);

create table thing (
  id         bigint        not null auto_increment primary key,
  url        varchar(2048) not null,
  url_hash   binary(32)    not null unique,
  title      varchar(300)  null,
  -- Null while nobody has shown that it is theirs.
  creator_id bigint        null references creator (id),
  added_at   datetime(6)   not null,
  index thing_by_creator (creator_id, id)
);

-- What a member sets aside a month. A second budget may wait for the next month.
create table giving (
  member_id                 uuid    not null primary key references member (id),
  budget_micros             bigint  not null default 0,
  next_budget_micros        bigint  null,
  next_budget_period        char(7) null,
  maximum_per_flattr_micros bigint  null,
  anonymous                 boolean not null default false,
  constraint budget_is_not_negative check (budget_micros >= 0 and coalesce(next_budget_micros, 0) >= 0),
  constraint next_budget_is_whole check ((next_budget_micros is null) = (next_budget_period is null)),
  constraint maximum_is_positive check (maximum_per_flattr_micros > 0)
);

-- The budget of a member in a month, held from the first flattr on; resolved at the month's close.
create table reservation (
  period                    char(7) not null,
  member_id                 uuid    not null references member (id),
  amount_micros             bigint  not null,
  -- The pending transfer in the ledger that holds it.
  transfer_id               uuid    not null,
  maximum_per_flattr_micros bigint  null,
  counted                   int     null,
  given_micros              bigint  null,
  primary key (period, member_id),
  constraint given_is_within_reserved check (given_micros between 0 and amount_micros),
  constraint resolved_whole check ((counted is null) = (given_micros is null))
);

-- Given by members here. Clustered for the month's close, which reads it once in this order.
create table flattr (
  period      char(7)  not null,
  donor_id    uuid     not null references member (id),
  id          uuid     not null,
  thing_id    bigint   not null references thing (id),
  -- The thing's creator when it was clicked; null while unknown.
  creator_id  bigint   null references creator (id),
  state       enum ('sent', 'counted', 'unclaimed', 'refused', 'undone') not null,
  code        varchar(30) null,
  anonymous   boolean  not null,
  recorded_at datetime(6) not null,
  -- Digest of the Like, and the receipt's place in the pair's log; null for a creator of this node.
  digest      char(64)   null,
  sequence    bigint     null,
  standing    tinyint as (if(state in ('undone', 'refused'), null, 1)) stored,
  primary key (period, donor_id, id),
  unique flattr_by_id (id),
  unique one_per_donor_thing_and_month (period, donor_id, thing_id, standing),
  index flattr_by_creator (period, creator_id, state)
);

-- Given by members of other nodes to creators here.
create table received_flattr (
  uri_hash      binary(32)   not null primary key,
  uri           varchar(500) not null,
  period        char(7)      not null,
  peer_id       int          not null references peer (id),
  thing_id      bigint       null references thing (id),
  creator_id    bigint       null references creator (id),
  -- Null while only its undoing has come.
  digest        char(64)     null,
  state         enum ('waiting', 'counted', 'undone', 'refused') not null,
  code          varchar(30)  null,
  sequence      bigint       not null default 0,
  received_at   datetime(6)  not null,
  index received_by_peer (period, peer_id, state),
  index received_by_creator (period, creator_id, state)
);

-- How far the log of receipts and undos of a peer and month has come.
create table receipt_log (
  period        char(7) not null,
  peer_id       int     not null references peer (id),
  last_sequence bigint  not null,
  primary key (period, peer_id)
);

-- Until when a month takes changes. Who changes something of it holds the row's shared lock, so
-- that the cut-off waits for what has begun, and nothing begins after it.
create table month_gate (
  period  char(7) not null primary key,
  cut_off boolean not null default false
);
