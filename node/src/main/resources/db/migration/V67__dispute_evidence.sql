-- What a creditor shows for a disputed line, and how far its log had come when it compared the lines with it.

alter table dispute
  -- Id of its answer to the flattr or gift, and that one's place in the log, if it takes one.
  add column evidence_uri varchar(2048) null,
  add column sequence bigint null,
  add column log_count bigint null,
  add column log_root char(64) null,
  add constraint dispute_sequence check (sequence is null or (sequence > 0 and evidence_uri is not null)),
  add constraint dispute_log check ((log_count is null) = (log_root is null));
