package org.farthing.node.federation.inbox;

import java.util.List;
import org.farthing.node.platform.database.Transaction;

/** Acts on what came in. */
@FunctionalInterface
public interface ActivityHandler {

  /**
   * Looks at an activity by itself before it is stored: what is found wrong here is told to whoever
   * sent it, and not kept. It may be called at any time, by many threads.
   *
   * @throws org.farthing.protocol.activity.ProtocolException when it would be refused whatever else
   *     is known
   */
  default void check(VerifiedActivity activity) {}

  /**
   * Does all that an activity asks for, in the transaction that marks it done. It may be called
   * again for the same activity when that transaction was rolled back.
   *
   * @throws org.farthing.protocol.activity.ProtocolException when the activity is at fault: it is
   *     kept, and not tried again. After any other exception it is.
   */
  void handle(Transaction tx, VerifiedActivity activity);

  /**
   * As {@link #handle} of each in their order, for whoever can do more at less cost with several of
   * them. When it fails nothing of it stands, and they are handed over again in smaller numbers, in
   * the end one by one.
   */
  default void handleAll(Transaction tx, List<VerifiedActivity> activities) {
    activities.forEach(activity -> handle(tx, activity));
  }

  /**
   * Whether an activity begins anew what its actor has undone, and so takes the place of the one
   * that came before under its id. Asked of what says something else than that one did, neither of
   * them with a proof; once it has said yes, what was undone is undone no more.
   */
  default boolean beginsAnew(Transaction tx, VerifiedActivity activity) {
    return false;
  }
}
