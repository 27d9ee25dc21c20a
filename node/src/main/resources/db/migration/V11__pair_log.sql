-- What two nodes have told each other about a month's flattrs, entry by entry, and how far both hold the same.

-- Receipts and undo receipts: ours for a peer's donors, and the peer's for ours. Sequences count from 1; ours have no
-- gaps, the peer's have some while answers are under way.
create table log_entry (
  period      char(7)    not null,
  peer_id     int        not null references peer (id),
  ours        boolean    not null,
  sequence    bigint     not null,
  kind        enum ('receipt', 'undo') not null,
  flattr_uri  varchar(500) not null,
  digest      char(64)   null,
  -- Hash of the id of the signed answer, which stands in outbound_message or inbound_activity.
  answer_hash binary(32) not null,
  primary key (period, peer_id, ours, sequence),
  constraint entry_has_its_place check (sequence > 0),
  constraint receipt_has_digest check ((kind = 'receipt') = (digest is not null))
);

-- The Merkle tree over the first entries of a log, as far as a checkpoint has needed it; it grows from here.
create table log_tree (
  period  char(7) not null,
  peer_id int     not null references peer (id),
  ours    boolean not null,
  size    bigint  not null,
  -- The hashes of its right edge one after the other, 32 bytes each.
  edge    varbinary(2048) not null,
  -- How many entries both sides have confirmed to be the same.
  agreed  bigint  not null default 0,
  primary key (period, peer_id, ours),
  constraint agreed_is_within_tree check (agreed between 0 and size)
);

-- Two signed things that cannot both be true: evidence against who signed them.
create table log_fork (
  id              bigint      not null auto_increment primary key,
  period          char(7)     not null,
  peer_id         int         not null references peer (id),
  -- Two answers with one sequence, or a checkpoint of so many entries that are not those which were signed.
  kind            enum ('entry', 'checkpoint') not null,
  place           bigint      not null,
  first_document  mediumblob  not null,
  second_document mediumblob  not null,
  found_at        datetime(6) not null,
  unique one_per_place (period, peer_id, kind, place)
);

create trigger log_fork_no_update before update on log_fork for each row
  signal sqlstate '45000' set message_text = 'log_fork is append-only';

create trigger log_fork_no_delete before delete on log_fork for each row
  signal sqlstate '45000' set message_text = 'log_fork is append-only';

alter table receipt_log
  -- When the oldest entry was made that no checkpoint offered covers.
  add column uncovered_since datetime(6) null,
  -- The start of this node since which the peer has said how much of the log it knows; none, and nothing is written.
  add column asked_in uuid null,
  -- Whether the peer's statement of the month is agreed to: from then on nothing in the log changes.
  add column agreed boolean not null default false,
  -- Entries up to here were lost with a restored backup, and may be there out of order.
  add column restored_to bigint not null default 0,
  add index log_uncovered (uncovered_since);

-- The one row names the present start of the node; a restored backup names an earlier one.
create table node_start (
  id    tinyint not null primary key,
  start uuid    not null,
  constraint only_one_start check (id = 1)
);

-- Answers to flattrs are heard until the logs of other nodes are read, just before the split.
alter table month_gate add column reconciled boolean not null default false;

alter table month_close
  modify stage enum ('cut_off', 'reconciled', 'split', 'posted', 'stated', 'closed') not null;

update month_gate set reconciled = true
  where period in (select period from month_close where stage <> 'cut_off');

-- What was answered before there was this log stands in the messages.
insert into log_entry (period, peer_id, ours, sequence, kind, flattr_uri, digest, answer_hash)
select json_value(answer.body, '$.result.period'),
  flattr.peer_id,
  true,
  json_value(answer.body, '$.result.sequence'),
  if(json_value(answer.body, '$.result.type') = 'FlattrReceipt', 'receipt', 'undo'),
  flattr.uri,
  json_value(answer.body, '$.result.digest'),
  answer.id_hash
from (select id_hash, convert(body using utf8mb4) as body from outbound_message) as answer
join received_flattr as flattr
  on flattr.uri_hash = unhex(sha2(json_value(answer.body, '$.result.flattr'), 256))
where json_value(answer.body, '$.result.type') in ('FlattrReceipt', 'UndoReceipt')
  and json_value(answer.body, '$.result.sequence') > 0;

insert ignore into log_entry (period, peer_id, ours, sequence, kind, flattr_uri, digest, answer_hash)
select json_value(answer.body, '$.result.period'),
  peer.id,
  false,
  json_value(answer.body, '$.result.sequence'),
  if(json_value(answer.body, '$.result.type') = 'FlattrReceipt', 'receipt', 'undo'),
  json_value(answer.body, '$.result.flattr'),
  json_value(answer.body, '$.result.digest'),
  answer.id_hash
from (select id_hash, node, convert(body using utf8mb4) as body from inbound_activity where state = 'done') as answer
join peer on peer.actor = answer.node
where json_value(answer.body, '$.result.type') in ('FlattrReceipt', 'UndoReceipt')
  and json_value(answer.body, '$.result.sequence') > 0;

-- Last: MariaDB refuses INSERT … SELECT into a table that has triggers and a column that is never null.
create trigger log_entry_no_update before update on log_entry for each row
  signal sqlstate '45000' set message_text = 'log_entry is append-only';

create trigger log_entry_no_delete before delete on log_entry for each row
  signal sqlstate '45000' set message_text = 'log_entry is append-only';

-- Flattrs that counted for nobody when their month was split, and what becomes of them in later months.
create table lapsed_flattr (
  flattr_id    uuid    not null primary key,
  donor_id     uuid    not null references member (id),
  period       char(7) not null,
  -- The month of the click; differs from the other when the flattr was itself one that was offered again.
  first_period char(7) not null,
  -- Dropped when the donor has clicked anew, or turns out to be the creator.
  state        enum ('open', 'offered', 'dropped') not null default 'open',
  -- The flattr of a later month that replaces it.
  offered_as   uuid    null unique,
  index lapsed_by_donor (donor_id, state),
  index lapsed_by_state (state, first_period),
  constraint offered_is_named check ((state = 'offered') = (offered_as is not null))
);
