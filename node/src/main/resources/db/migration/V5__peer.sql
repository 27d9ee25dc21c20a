-- Other nodes, and the terms on which they and this one settle.

create table peer (
  id       int          not null auto_increment primary key,
  -- Its node actor, and where that takes messages.
  actor    varchar(500) not null unique,
  inbox    varchar(500) not null,
  added_at datetime(6)  not null
);

-- The policy of a peer for a month, as received with its proof.
create table peer_policy (
  peer_id  int         not null references peer (id),
  period   char(7)     not null,
  document mediumblob  not null,
  digest   char(64)    not null,
  read_at  datetime(6) not null,
  primary key (peer_id, period)
);

-- This node's own policies, as signed.
create table node_policy (
  version          int        not null primary key,
  effective_period char(7)    not null,
  document         mediumblob not null,
  digest           char(64)   not null unique
);
