-- Accounts, sites and pages elsewhere that members have shown to be theirs, and things whose creator is being looked for.

create table identity (
  id          bigint        not null auto_increment primary key,
  member_id   uuid          not null references member (id),
  kind        enum ('actor', 'site', 'url') not null,
  -- An actor's id, a site's origin or a page's address.
  value       varchar(2048) not null,
  value_hash  binary(32)    not null,
  state       enum ('pending', 'proved', 'lost') not null,
  -- What showed it when it was last looked for.
  how         varchar(30)   null,
  -- Of an actor: domains whose pages may name it as their author, one a line.
  domains     text          not null default '',
  added_at    datetime(6)   not null,
  proved_at   datetime(6)   null,
  checked_at  datetime(6)   null,
  -- Checks in a row that found nothing, and what the last of them met.
  failures    int           not null default 0,
  fault       varchar(300)  null,
  -- What one member has proved is nobody else's.
  proved_hash binary(32) as (if(state = 'proved', value_hash, null)) stored,
  unique identity_once_a_member (member_id, value_hash),
  unique identity_of_one_member (proved_hash),
  index identity_by_check (state, checked_at),
  constraint identity_proved_when check (state <> 'proved' or (proved_at is not null and how is not null))
);

-- Things without a creator, and when they are looked for next.
create table sought_thing (
  thing_id   bigint       not null primary key references thing (id),
  host       varchar(300) not null,
  -- SHA-256 of the id of the actor whom the page names, if one did.
  named_hash binary(32)   null,
  -- The member here whom another node's donor takes for the creator.
  member_id  uuid         null references member (id),
  tries      int          not null default 0,
  -- Null when they are only looked for once somebody proves something.
  next_at    datetime(6)  null,
  index sought_when (next_at),
  index sought_by_host (host),
  index sought_by_name (named_hash),
  index sought_by_member (member_id)
);
