-- Two settlements of one month are kept as evidence, too.
alter table log_fork modify kind enum ('entry', 'checkpoint', 'statement', 'settlement') not null;
