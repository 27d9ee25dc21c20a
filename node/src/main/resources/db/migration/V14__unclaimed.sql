-- What a flattr from elsewhere is about: SHA-256 of the thing's address, a line feed and the creator's actor, as the
-- Like names them. By it is found what waits until that creator shows that the thing is theirs.
alter table received_flattr
  add column subject_hash binary(32) null,
  add index received_by_subject (subject_hash, state);

update received_flattr
  join (select id_hash, convert(body using utf8mb4) as body from inbound_activity) as message
    on message.id_hash = received_flattr.uri_hash
  set received_flattr.subject_hash = unhex(sha2(
    concat(json_value(message.body, '$.object'), '\n', json_value(message.body, '$.flattr.creator')), 256))
  where received_flattr.state = 'waiting';
