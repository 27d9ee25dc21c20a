-- Signing in with an account on another server of the fediverse.

-- What this node is registered as at other servers, once at each.
create table fediverse_app (
  -- The origin of the server.
  server        varchar(300)    character set ascii collate ascii_bin not null primary key,
  -- Under the key file.
  credentials   varbinary(4000) not null,
  -- What was asked for then; with another one, or another address to come back to, it is registered again.
  scope         varchar(30)     character set ascii collate ascii_bin not null,
  back          varchar(300)    character set ascii collate ascii_bin not null,
  -- When the server last took it.
  known_at      datetime(6)     not null
);

-- Who is on their way to another server or has just come back from it. The state or ticket is stored as its SHA-256.
create table fediverse_visit (
  hash       binary(32)  not null primary key,
  -- On the way there, or back as an account that no member here has.
  stage      enum ('away', 'back') not null,
  -- SHA-256 of what the forms of their browser carry.
  browser    binary(32)  not null,
  -- Under the key file: where they are led then, and all that the other server is to be asked with.
  details    mediumblob  not null,
  expires_at datetime(6) not null,
  index fediverse_visit_expires (expires_at),
  index fediverse_visit_of_browser (browser)
);

-- Whose an account was before it was lost.
alter table identity
  add index identity_by_value (value_hash);
