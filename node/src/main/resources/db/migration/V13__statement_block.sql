-- The lines of our own statements, some thousands a row, in the order of flattr ids. They follow from flattrs,
-- reservations and the node's secret, and are kept as they were signed. Until its statement is there, a block is work
-- under way. Those of statements made before this migration are derived again when the node starts.
create table statement_block (
  period       char(7)     not null,
  peer_id      int         not null references peer (id),
  version      int         not null,
  -- From 0 on; each but the last of a statement has the same number of lines, a power of two.
  block        int         not null,
  first_flattr uuid        not null,
  line_count   int         not null,
  gross_micros bigint      not null,
  -- The Merkle root of these lines: the root of the statement is that of a tree of these.
  root         binary(32)  not null,
  -- 64 bytes a line: flattr, creator's row, donor tag, micro-units, salt.
  packed       mediumblob  not null,
  primary key (period, peer_id, version, block)
);

drop table statement_line;

-- A statement is compared with what is counted, in the order of ids, from the index alone.
alter table received_flattr
  add index received_in_order (period, peer_id, state, uri, creator_id),
  drop index received_by_peer;

-- What still waits in a month is found without reading the month.
alter table flattr
  add index flattr_by_state (period, state, creator_id),
  drop index flattr_by_creator;
