-- Payments between nodes by hand.

-- Money that reached the bank from other nodes, as an admin read it off the bank's statement.
create table incoming_payment (
  id            bigint       not null auto_increment primary key,
  -- Whose it is; null while nobody knows.
  peer_id       int          null references peer (id),
  amount_micros bigint       not null,
  -- What nothing has become of yet: it stands on the account unmatched of the peer.
  free_micros   bigint       not null,
  reference     varchar(140) not null,
  -- The settlement it is meant for, by its reference's letters and digits alone.
  meant_for     varchar(140) not null,
  -- The movement in the bank.
  rail_id       varchar(140) not null,
  cancelled     boolean      not null default false,
  standing      tinyint      as (if(cancelled, null, 1)) stored,
  recorded_at   datetime(6)  not null,
  unique one_per_movement (rail_id, standing),
  index incoming_payment_by_purpose (peer_id, meant_for),
  constraint free_is_within_payment check (free_micros between 0 and amount_micros)
);

-- Money to other nodes, ordered and confirmed by hand.
create table payment_order (
  id            bigint       not null auto_increment primary key,
  peer_id       int          null references peer (id),
  reference     varchar(140) not null,
  -- Ordered anew when it comes back from the bank.
  attempt       int          not null,
  amount_micros bigint       not null,
  -- The payment that it sends back; null when it pays a settlement.
  payment_id    bigint       null references incoming_payment (id),
  state         enum ('ordered', 'sent', 'returned') not null,
  ordered_at    datetime(6)  not null,
  sent_at       datetime(6)  null,
  returned_at   datetime(6)  null,
  unique one_per_attempt (peer_id, reference, attempt),
  index payment_order_by_payment (payment_id)
);

-- What became of a payment, part by part.
create table payment_use (
  id            bigint      not null auto_increment primary key,
  payment_id    bigint      not null references incoming_payment (id),
  kind          enum ('settled', 'sent_back', 'bounced', 'repaid', 'cancelled') not null,
  peer_id       int         null references peer (id),
  -- The settlement that took it, by month and by reference; for what is settled.
  period        char(7)      null,
  meant_for     varchar(140) null,
  micros        bigint      not null,
  used_at       datetime(6) not null,
  index payment_use_by_payment (payment_id),
  index payment_use_by_settlement (peer_id, meant_for),
  constraint use_is_positive check (micros > 0),
  constraint settled_for_a_month check (
    (kind = 'settled') = (period is not null) and (period is null) = (meant_for is null))
);

-- What went to a peer by mistake, such as a payment sent twice.
create table overpayment (
  audit_id bigint not null primary key references audit_entry (id),
  peer_id  int    not null references peer (id),
  micros   bigint not null,
  constraint overpayment_is_positive check (micros > 0)
);
