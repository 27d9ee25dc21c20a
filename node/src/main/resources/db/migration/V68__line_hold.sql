-- Lines of a peer's statements that an admin holds back while fraud is looked into; a hold that is lifted is gone, and stands in the audit log.

create table line_hold (
  id      bigint       not null auto_increment primary key,
  peer_id int          not null references peer (id),
  kind    enum ('flattr', 'creator', 'donor_tag') not null,
  -- Id of the flattr or gift, actor of the creator, or the tag.
  subject varchar(500) not null,
  -- For admins.
  reason  varchar(500) not null,
  held_at datetime(6)  not null,
  unique held_once (peer_id, kind, subject)
);
