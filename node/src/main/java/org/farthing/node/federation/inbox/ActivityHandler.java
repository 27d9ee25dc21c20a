package org.farthing.node.federation.inbox;

import org.farthing.node.platform.database.Transaction;

/** Acts on what came in. */
@FunctionalInterface
public interface ActivityHandler {

  /**
   * Does all that an activity asks for, in the transaction that marks it done. It may be called
   * again for the same activity when that transaction was rolled back.
   *
   * @throws org.farthing.protocol.activity.ProtocolException when the activity is at fault: it is
   *     kept, and not tried again. After any other exception it is.
   */
  void handle(Transaction tx, VerifiedActivity activity);
}
