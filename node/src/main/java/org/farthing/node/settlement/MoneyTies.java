package org.farthing.node.settlement;

import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Ties;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;

/** A member whose money is here, or on its way here or from here, cannot leave. Thread-safe. */
public final class MoneyTies implements Ties {

  private final Ledger ledger;

  public MoneyTies(Ledger ledger) {
    this.ledger = ledger;
  }

  @Override
  public Optional<Problem> of(Transaction tx, MemberId member) {
    UUID id = member.value();
    if (MoneyTiesStore.gives(tx, id) || MoneyTiesStore.receives(tx, id)) {
      return tie(
          "flattrs_open",
          "Flattrs of a month that is not closed are given or received; wait for its close.");
    }
    if (holds(tx, new Account.MemberReceivable(id))) {
      return tie("receivable_open", "A deposit came back, and is not covered yet.");
    }
    if (holds(tx, new Account.MemberPending(id)) || holds(tx, new Account.MemberAvailable(id))) {
      return tie("revenue_left", "There is revenue that is not paid out.");
    }
    if (holds(tx, new Account.MemberFunds(id))) {
      return tie("funds_left", "There are funds that were not given and not returned.");
    }
    return Optional.empty();
  }

  private boolean holds(Transaction tx, Account account) {
    Balance balance = ledger.balance(tx, account);
    return balance.postedMicros() != 0 || balance.pendingOutMicros() != 0;
  }

  private static Optional<Problem> tie(String code, String detail) {
    return Optional.of(new Problem(409, code, "This account is not settled", detail));
  }
}
