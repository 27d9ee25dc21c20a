-- Nodes with which no flattrs are exchanged for now.
alter table peer
  add suspended_since datetime(6) null,
  -- late: an answer, a statement or a payment should have come long ago; exposure: it owes more than an admin allows.
  add suspended_for enum ('late', 'exposure') null,
  -- Months up to this one are not held against it any more, by an admin's word.
  add resumed_through char(7) null,
  add constraint suspended_for_a_reason check ((suspended_since is null) = (suspended_for is null));
