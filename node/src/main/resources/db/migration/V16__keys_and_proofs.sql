-- Keys that were declared to be in wrong hands, and what of other nodes is kept for proofs.

alter table actor_key
  add column revoked_at datetime(6) null,
  add index actor_key_revoked (revoked_at),
  add constraint actor_key_revoked_is_retired check (
    revoked_at is null or (valid_until is not null and valid_until <= revoked_at));

-- What came signed with a key that its owner had revoked.
create table inbound_revoked (
  actor_hash  binary(32)   not null,
  body_hash   binary(32)   not null,
  id          varchar(2048) not null,
  body        mediumblob   not null,
  received_at datetime(6)  not null,
  primary key (actor_hash, body_hash)
);

-- Answers of creditors who agree to a statement, ours and theirs, by the hash of the answer's id: its bytes stand in
-- inbound_activity or outbound_message.
create table statement_agreement (
  statement_hash binary(32) not null,
  answer_hash    binary(32) not null,
  primary key (statement_hash, answer_hash)
);

-- All keys of an actor of another node, as that node has signed them last.
create table peer_key_history (
  actor_hash binary(32)  not null primary key,
  document   mediumblob  not null,
  fetched_at datetime(6) not null
);
