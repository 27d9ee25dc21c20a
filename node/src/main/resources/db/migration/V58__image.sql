-- Images from elsewhere that pages here show, as this node has made them anew.
create table image (
  url_hash  binary(32)    not null primary key,
  url       varchar(2048) not null,
  -- When a page asked for it last, to a day.
  wanted_at datetime(6)   not null,
  -- When it is fetched next.
  fetch_at  datetime(6)   not null,
  -- How often it failed, one time after the other.
  failures  int           not null default 0,
  type      varchar(20)   null,
  content   mediumblob    null,
  index image_by_fetch (fetch_at),
  constraint image_is_typed check ((type is null) = (content is null))
);
