-- In which language a member is written to: what they chose, or what their browser preferred.
create table member_language (
  member_id uuid        not null primary key references member (id),
  language  varchar(10) not null
);
