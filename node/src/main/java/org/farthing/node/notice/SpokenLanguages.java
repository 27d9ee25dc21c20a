package org.farthing.node.notice;

import java.util.Locale;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** In which languages members are written to: told by whoever keeps what they chose. */
@FunctionalInterface
public interface SpokenLanguages {

  /** A member's language; the first of all of them when they have not chosen any. */
  Locale of(Transaction tx, MemberId member);
}
