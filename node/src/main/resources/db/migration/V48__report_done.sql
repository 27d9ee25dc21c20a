-- What was done about reports from elsewhere.

alter table flag
  -- When an admin was done with it; null while it waits.
  add column done_at datetime(6) null,
  -- What they did about it.
  add column note varchar(500) null,
  add index flag_by_done (done_at, sequence);
