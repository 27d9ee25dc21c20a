-- Transfers undone by another one, and debts of peers that were written off and paid after all.

-- Each transfer once. Deposits have a table of their own.
create table transfer_reversal (
  transfer_id uuid   not null primary key references ledger_transfer (id),
  audit_id    bigint not null references audit_entry (id)
);

alter table payment_use
  modify kind enum (
    'settled', 'sent_back', 'bounced', 'repaid', 'cancelled', 'recovered', 'unsettled') not null;

-- What of a lost revenue came in after all.
alter table revenue
  add recovered_net_micros bigint not null default 0,
  add recovered_fee_micros bigint not null default 0,
  add constraint recovered_is_within_lost check (
    recovered_net_micros between 0 and lost_net_micros
    and recovered_fee_micros between 0 and lost_fee_micros);
