-- What this node and a peer have said to each other about the settlement of a month: the bytes stand in
-- outbound_message and inbound_activity.
create table month_message (
  sequence bigint      not null auto_increment primary key,
  period   char(7)     not null,
  peer_id  int         not null references peer (id),
  ours     boolean     not null,
  id_hash  binary(32)  not null unique,
  -- When its author claims to have said it.
  said_at  datetime(6) not null,
  -- Ours, lost with a restored backup and known again from the peer; false again once our books have come so far.
  recalled boolean     not null default false,
  index month_message_by_peer (peer_id, period),
  index month_message_recalled (recalled, peer_id, period),
  constraint only_ours_is_recalled check (ours or not recalled)
);

insert ignore into month_message (period, peer_id, ours, id_hash, said_at)
select regexp_replace(message.id, '^.*/settlements/([0-9]{4}-[0-9]{2})/.*$', '\\1'),
  peer.id,
  true,
  message.id_hash,
  message.created_at
from outbound_message as message
join delivery on delivery.message = message.sequence
join peer on peer.inbox = delivery.inbox
where message.id regexp '/settlements/[0-9]{4}-[0-9]{2}/'
order by message.sequence;

insert ignore into month_message (period, peer_id, ours, id_hash, said_at)
select regexp_replace(activity.id, '^.*/settlements/([0-9]{4}-[0-9]{2})/.*$', '\\1'),
  peer.id,
  false,
  activity.id_hash,
  activity.received_at
from inbound_activity as activity
join peer on peer.actor = activity.node
where activity.state = 'done' and activity.id regexp '/settlements/[0-9]{4}-[0-9]{2}/'
order by activity.sequence;
