package org.farthing.node.account;

import java.util.Optional;
import java.util.Set;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/** Somebody has to run the node: its only admin does not leave. Thread-safe. */
public final class LastAdmin implements Ties {

  private final Members members;

  public LastAdmin(Members members) {
    this.members = members;
  }

  @Override
  public Optional<Problem> of(Transaction tx, MemberId member) {
    return members.lockAdmins(tx).equals(Set.of(member))
        ? Optional.of(
            new Problem(
                409, "last_admin", "The last admin", "Let another member run the node first."))
        : Optional.empty();
  }
}
