package org.farthing.node.payout;

import org.farthing.protocol.money.Money;

/** A way for money from node to node. Never called within a database transaction. */
public interface PaymentRail {

  /** As policies and payments name it. */
  String name();

  /**
   * Pays, once for each reference however often it is asked.
   *
   * @param payee the node actor that is paid
   * @param amount whole minor units
   * @return whether the money has left; if not yet, ask again
   */
  boolean send(String payee, Money amount, String reference);

  /**
   * Whether a payment that a peer has announced has reached this node.
   *
   * @param payer the node actor that says it has paid
   */
  boolean hasArrived(String payer, Money amount, String reference);
}
