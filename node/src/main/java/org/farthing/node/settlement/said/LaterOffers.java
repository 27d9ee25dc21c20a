package org.farthing.node.settlement.said;

import org.farthing.node.peer.Peer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.settlement.PairEvent.SettlementRecalled;

/** Settlements that were offered since a backup was restored and before the peer could be asked. */
public interface LaterOffers {

  /**
   * Whether another one was offered, and nothing is built on it.
   *
   * @param before offered or confirmed by us, as the peer shows it
   */
  boolean isAnother(Transaction tx, Peer peer, SettlementRecalled before);

  /**
   * The month goes on as if it had not been offered.
   *
   * @throws ProtocolException when what was said before would be said otherwise now, too
   */
  void takeBack(Transaction tx, Peer peer, SettlementRecalled before);
}
