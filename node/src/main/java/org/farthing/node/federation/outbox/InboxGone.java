package org.farthing.node.federation.outbox;

import java.net.URI;
import org.farthing.node.platform.database.Transaction;

/** Told of inboxes that are no more: nothing need be sent there again. */
@FunctionalInterface
public interface InboxGone {

  /** For who keeps no list of inboxes. */
  InboxGone UNHEEDED = (_, _) -> {};

  /** Its server has answered 410; told in the transaction that gives up what was on its way. */
  void gone(Transaction tx, URI inbox);
}
