-- One-off amounts from members' funds, outside their budgets (product rule 11).
create table gift (
  -- From the same ids as flattrs: both have lines in one statement.
  id            uuid        not null primary key,
  period        char(7)     not null,
  donor_id      uuid        not null references member (id),
  creator_id    bigint      not null references creator (id),
  amount_micros bigint      not null,
  anonymous     boolean     not null,
  -- By which the donor's program tells that it asks for the same gift again.
  request_key   varchar(100) character set ascii collate ascii_bin not null,
  state         enum ('sent', 'counted', 'unclaimed', 'refused') not null,
  code          varchar(30) null,
  recorded_at   datetime(6) not null,
  -- Digest of the Offer, and the receipt's place in the pair's log; null for a creator of this node.
  digest        char(64)    null,
  sequence      bigint      null,
  -- The pending transfer in the ledger that holds the amount, and what it gave in the end: all or nothing.
  transfer_id   uuid        not null,
  given_micros  bigint      null,
  unique one_per_request (donor_id, request_key),
  index gift_by_month (period, id),
  index gift_by_creator (creator_id, period, state),
  constraint gift_is_positive check (amount_micros > 0),
  constraint gift_is_given_whole check (given_micros in (0, amount_micros))
);

-- Gifts of members of other nodes lie among their flattrs: both are counted, receipted and logged alike.
alter table received_flattr
  -- What a gift gives; null of a flattr.
  add column gift_micros bigint null,
  add constraint received_gift_is_positive check (gift_micros > 0),
  drop index received_in_order,
  add index received_in_order (period, peer_id, state, uri, creator_id, gift_micros);

-- What a statement of ours has left out of a month, made up for in a later month's: once a flattr or gift.
create table correction (
  flattr_id        uuid         not null primary key,
  -- In whose statement it stands, and what it corrects.
  period           char(7)      not null,
  corrected_period char(7)      not null,
  statement_uri    varchar(500) not null references statement (uri),
  donor_id         uuid         not null references member (id),
  creator_id       bigint       not null references creator (id),
  amount_micros    bigint       not null,
  anonymous        boolean      not null,
  transfer_id      uuid         not null,
  given_micros     bigint       null,
  index correction_by_month (period, flattr_id),
  constraint correction_is_positive check (amount_micros > 0),
  constraint correction_is_later check (corrected_period < period),
  constraint correction_is_given_whole check (given_micros = amount_micros)
);

-- What peers have made up for, as this node has agreed to it: each flattr or gift once.
create table taken_correction (
  flattr_hash   binary(32)   not null primary key,
  corrected_uri varchar(500) not null,
  statement_uri varchar(500) not null references statement (uri),
  index taken_by_statement (statement_uri)
);
