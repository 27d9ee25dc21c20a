package org.farthing.node.notice;

import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;

/** Where members get their e-mail: told by whoever keeps their addresses. */
@FunctionalInterface
public interface Addresses {

  /** The address that a member has confirmed, if they have. */
  Optional<String> confirmed(Transaction tx, MemberId member);
}
