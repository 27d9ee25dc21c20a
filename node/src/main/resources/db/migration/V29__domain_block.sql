-- Which servers this node has to do with, by their domains; a rule holds for subdomains, too.
create table domain_block (
  -- In small ASCII letters, with a port where it is meant for that one alone.
  domain          varchar(260)  character set ascii collate ascii_bin not null primary key,
  -- suspend: nothing is taken from it or sent to it; silence: it is not shown in public lists;
  -- allow: where only listed servers are spoken with, this is one.
  severity        enum ('suspend', 'silence', 'allow') not null,
  public_comment  varchar(1000) null,
  private_comment varchar(1000) null,
  changed_at      datetime(6)   not null,
  changed_by      varchar(110)  not null
);

-- Room for the longest domain after the kind of the subject.
alter table audit_entry modify subject varchar(300) not null;
