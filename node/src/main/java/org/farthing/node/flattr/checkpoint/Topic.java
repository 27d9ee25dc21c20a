package org.farthing.node.flattr.checkpoint;

import java.net.URI;
import java.time.YearMonth;
import org.farthing.node.flattr.log.LogKey;
import org.farthing.node.peer.Peer;
import org.farthing.protocol.activity.ActorId;

/**
 * What a peer is asked about: a log, by its node and not by its row, which may not be committed
 * yet.
 *
 * @param inbox where the peer takes messages
 * @param ours whether the log is one that this node writes
 */
record Topic(ActorId peer, URI inbox, YearMonth period, boolean ours) {

  static Topic of(Peer peer, LogKey log) {
    return new Topic(peer.actor(), peer.inbox(), log.period(), log.ours());
  }

  LogKey log(Peer known) {
    return new LogKey(period, known.id(), ours);
  }
}
