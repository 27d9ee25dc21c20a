-- Things that donors flattr every month (product rule 11).
create table subscription (
  id         uuid        not null primary key,
  donor_id   uuid        not null references member (id),
  thing_id   bigint      not null references thing (id),
  -- Null for the donor's habit.
  anonymous  boolean     null,
  -- Ended by itself: what was subscribed to takes no more flattrs.
  state      enum ('active', 'paused', 'ended') not null,
  since      datetime(6) not null,
  -- The last month it is done with: its flattr was given, or cannot be.
  period     char(7)     null,
  -- What became of the last try, as the API names it; null before the first one.
  outcome    varchar(30) character set ascii collate ascii_bin null,
  -- When it is tried next, by the calendar; null while it is not to be.
  next_try   datetime(6) null,
  unique one_per_thing (donor_id, thing_id),
  index subscription_due (next_try)
);
