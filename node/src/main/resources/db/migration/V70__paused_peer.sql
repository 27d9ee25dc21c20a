-- With which peers an admin exchanges no flattrs for now; beside that, how they keep to their months.

alter table peer
  add column paused_since datetime(6) null,
  add column paused_for varchar(500) null,
  add constraint paused_for_a_reason check ((paused_since is null) = (paused_for is null));
