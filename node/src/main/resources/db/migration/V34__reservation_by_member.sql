-- A member looks at the months in which they gave.
create index reservation_by_member on reservation (member_id, period);
