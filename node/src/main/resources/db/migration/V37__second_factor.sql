-- A second factor: codes of an app (RFC 6238), and codes for the day on which it is lost.

create table second_factor (
  member_id    uuid           not null primary key references member (id),
  -- Under the key file.
  secret       varbinary(100) not null,
  created_at   datetime(6)    not null,
  -- When the member showed that the app has it; until then nothing is asked for.
  confirmed_at datetime(6)    null,
  -- The last step of time whose code was taken: no code is taken twice.
  last_step    bigint         not null default 0
);

-- Each works once, and is gone then. The codes are long and random: their SHA-256 tells nothing.
create table recovery_code (
  member_id uuid       not null references member (id),
  hash      binary(32) not null,
  primary key (member_id, hash)
);
