package org.farthing.node.notice;

import java.util.Optional;
import org.farthing.node.platform.database.Transaction;

/** Writes the letters of one purpose. */
@FunctionalInterface
public interface Letters {

  /** What a letter says. */
  record Letter(String subject, String text) {}

  /**
   * Writes a letter, just before it is sent; it may be asked to again when it could not be sent.
   *
   * @return nothing when there is nothing to say any more
   */
  Optional<Letter> write(Transaction tx, QueuedMail mail);
}
