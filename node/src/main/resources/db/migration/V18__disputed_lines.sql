-- Lines that stay in dispute go back to their donors, each with its amount.
alter table pair_month
  modify ours enum (
    'none', 'proposed', 'disputed', 'agreed', 'partly_agreed', 'partly_returned', 'admitted', 'returned') not null;

alter table dispute
  add amount_micros bigint not null default 0 after code,
  modify detail varchar(1000) not null,
  add constraint dispute_amount check (amount_micros >= 0);
