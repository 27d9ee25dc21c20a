-- Settlement with peers that dispute, are silent, pay in part or sign two contents for one place.

alter table pair_month
  modify ours enum ('none', 'proposed', 'disputed', 'agreed', 'partly_agreed', 'admitted', 'returned') not null,
  modify theirs enum ('none', 'received', 'disputed', 'agreed', 'partly_agreed', 'lapsed') not null,
  modify netted enum ('none', 'offered', 'received', 'disputed', 'agreed', 'admitted') not null,
  modify paid enum ('none', 'ordered', 'sent', 'noticed', 'confirmed', 'written_off') not null,
  add ours_agreed_micros bigint not null default 0 after ours_offer,
  add theirs_agreed_micros bigint not null default 0 after theirs_offer,
  add received_micros bigint not null default 0 after payment_offer,
  add payment_attempts int not null default 0 after received_micros,
  add trouble enum ('none', 'forked', 'defaulted') not null default 'none' after payment_attempts,
  add constraint pair_month_amounts check (
    ours_agreed_micros >= 0 and theirs_agreed_micros >= 0 and received_micros >= 0);

-- What of a revenue was given up, since its peer does not pay.
alter table revenue
  add lost_net_micros bigint not null default 0,
  add lost_fee_micros bigint not null default 0,
  add constraint lost_is_within_revenue check (
    lost_net_micros between 0 and gross_micros - fee_micros - pending_net_micros
    and lost_fee_micros between 0 and fee_micros - pending_fee_micros);
