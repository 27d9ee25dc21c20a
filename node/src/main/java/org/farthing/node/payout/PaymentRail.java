package org.farthing.node.payout;

import org.farthing.protocol.money.Money;

/** A way for money from node to node. Never called within a database transaction. */
public interface PaymentRail {

  /** As policies and payments name it. */
  String name();

  /**
   * Whether a person says what has left, come back and arrived; then what arrives stands among the
   * {@link IncomingPayments} until a settlement takes it. If not, it comes into the bank as it is
   * told of.
   */
  boolean isByHand();

  /**
   * Pays, once for each reference however often it is asked; once more when the payment has come
   * back.
   *
   * @param payee the node actor that is paid
   * @param amount whole minor units
   * @return whether the money has left; if not yet, ask again
   */
  boolean send(String payee, Money amount, String reference);

  /**
   * This node has announced a payment as sent, and has lost all memory of that with a restored
   * backup: it is not sent again.
   */
  void wasSent(String payee, Money amount, String reference);

  /**
   * What of a payment that a peer has announced has reached this node so far, in all.
   *
   * @param payer the node actor that says it has paid
   * @return at most what was announced: what is above it is not part of this payment
   */
  Money arrived(String payer, Money announced, String reference);
}
