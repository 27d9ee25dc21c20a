-- What of an agreed statement each thing here receives. It is summed up while the lines are read, for these are not
-- kept. What is no thing's, gifts and corrections, stands under 0: so the sums of a creator are what they receive from
-- the peer in that month. Statements agreed before this migration have no such sums.
create table thing_revenue (
  period       char(7) not null,
  peer_id      int     not null references peer (id),
  creator_id   bigint  not null references creator (id),
  thing_id     bigint  not null,
  flattrs      bigint  not null,
  gross_micros bigint  not null,
  primary key (period, peer_id, creator_id, thing_id),
  index thing_revenue_by_creator (creator_id, period)
);

-- A statement is compared with what is counted, and summed up by things, from the index alone.
alter table received_flattr
  drop index received_in_order,
  add index received_in_order (period, peer_id, state, uri, creator_id, gift_micros, thing_id);
