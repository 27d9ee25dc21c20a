-- What of their funds members have asked back is paid as their revenue is.

alter table payout
  add column source enum ('revenue', 'funds') not null default 'revenue' after member_id;
