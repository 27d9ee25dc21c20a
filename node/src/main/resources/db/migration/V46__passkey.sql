-- Passkeys (WebAuthn): keys of members whose private half never leaves their devices.

create table passkey (
  id            bigint          not null auto_increment primary key,
  member_id     uuid            not null references member (id),
  -- By which the device and the node know it.
  credential_id varbinary(1023) not null unique,
  -- Attested credential data as the standard has it: the model of the device, the id, the public key.
  credential    varbinary(2000) not null,
  -- How often the device says that it signed; 0 where it does not count.
  sign_count    bigint          not null,
  name          varchar(60)     not null,
  created_at    datetime(6)     not null,
  used_at       datetime(6)     null,
  key passkey_member (member_id)
);

-- Members whose password alone does not sign them in: it takes a passkey, too.
create table passkey_demand (
  member_id  uuid        not null primary key references member (id),
  created_at datetime(6) not null
);
