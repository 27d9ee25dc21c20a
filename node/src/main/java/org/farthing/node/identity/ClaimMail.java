package org.farthing.node.identity;

import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.PeerMail;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Claim;

/** Tells all other nodes that are known what a member here has shown to be theirs. */
final class ClaimMail {

  private final LocalIds ids;
  private final Peers peers;
  private final PeerMail mail;
  private final InstantSource system;

  ClaimMail(LocalIds ids, Peers peers, PeerMail mail, InstantSource system) {
    this.ids = ids;
    this.peers = peers;
    this.mail = mail;
    this.system = system;
  }

  /** In the transaction that stores it; each node gets a message of its own. */
  void tell(Transaction tx, URI what, ActorId member) {
    for (Peer peer : peers.all(tx)) {
      Claim claim =
          new Claim(
              ActivityId.of(ids.origin() + "/claims/" + Uuid7.next()),
              ids.node(),
              member,
              List.of(what),
              system.instant().truncatedTo(ChronoUnit.SECONDS));
      mail.send(tx, claim, peer);
    }
  }
}
