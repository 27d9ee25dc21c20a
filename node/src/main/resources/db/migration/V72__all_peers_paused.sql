-- Whether an admin exchanges no flattrs with any other node for now: then those that become known are paused, too.
-- One row, so that it can be locked.

create table all_peers_pause (
  only_row tinyint not null primary key,
  since datetime(6) null,
  reason varchar(500) null,
  constraint one_pause_of_all check (only_row = 1),
  constraint all_paused_for_a_reason check ((since is null) = (reason is null))
);

insert into all_peers_pause (only_row) values (1);
