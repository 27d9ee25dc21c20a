-- Members whose payouts an admin holds until a review is over.

create table payout_freeze (
  member_id uuid         not null primary key references member (id),
  -- For admins.
  reason    varchar(500) not null,
  frozen_at datetime(6)  not null
);
