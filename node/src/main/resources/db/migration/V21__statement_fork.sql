-- Two contents for one version of a statement are kept as evidence, too; and who has signed two things is suspended.
alter table log_fork modify kind enum ('entry', 'checkpoint', 'statement') not null;

alter table peer modify suspended_for enum ('late', 'exposure', 'fork') null;
