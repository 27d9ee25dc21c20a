-- What comes back or was wrong, and how it is put right.

-- Who put what right, and why. Append-only like the ledger that it explains: members are ids here.
create table audit_entry (
  id          bigint       not null auto_increment primary key,
  -- Calendar time, as the transfers it booked have it.
  happened_at datetime(6)  not null,
  done_by     varchar(110) not null,
  action      varchar(40)  not null,
  subject     varchar(255) not null,
  reason      varchar(500) not null,
  index audit_by_time (happened_at)
);

create table audit_transfer (
  audit_id    bigint not null references audit_entry (id),
  transfer_id uuid   not null references ledger_transfer (id),
  primary key (audit_id, transfer_id)
);

create trigger audit_entry_no_update before update on audit_entry for each row
  signal sqlstate '45000' set message_text = 'audit_entry is append-only';

create trigger audit_entry_no_delete before delete on audit_entry for each row
  signal sqlstate '45000' set message_text = 'audit_entry is append-only';

create trigger audit_transfer_no_update before update on audit_transfer for each row
  signal sqlstate '45000' set message_text = 'audit_transfer is append-only';

create trigger audit_transfer_no_delete before delete on audit_transfer for each row
  signal sqlstate '45000' set message_text = 'audit_transfer is append-only';

-- A deposit that the bank took back: what of it the member's funds still held, and what the member owes since.
create table deposit_reversal (
  deposit_id        uuid   not null primary key references ledger_transfer (id),
  member_id         uuid   not null references member (id),
  from_funds_micros bigint not null,
  receivable_micros bigint not null,
  audit_id          bigint not null references audit_entry (id),
  index deposit_reversal_by_member (member_id),
  constraint reversal_is_not_negative check (from_funds_micros >= 0 and receivable_micros >= 0)
);
