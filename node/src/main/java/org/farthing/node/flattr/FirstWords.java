package org.farthing.node.flattr;

import org.farthing.node.identity.Submission;
import org.farthing.node.platform.database.Transaction;

/** Where what creators tell of their things is kept. */
@FunctionalInterface
public interface FirstWords {

  /**
   * Keeps what the page of a thing tells that has just become a member's, unless they told more.
   */
  void keep(Transaction tx, Thing thing, Submission told);
}
