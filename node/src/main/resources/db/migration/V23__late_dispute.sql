-- A statement of theirs that we dispute, and that they have admitted and offered to settle: its lines are looked at once more.
alter table pair_month
  modify theirs enum ('none', 'received', 'disputed', 'admitted', 'agreed', 'partly_agreed', 'lapsed') not null;
