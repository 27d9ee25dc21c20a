package org.farthing.node.payout;

import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What members owe since deposits of theirs came back (product rule 16). Thread-safe.
 *
 * <p>Whatever becomes free of a member's funds covers it first. Whoever changes a receivable holds
 * the lock of its member's funds.
 */
public final class Receivables {

  private final Ledger ledger;
  private final InstantSource calendar;

  public Receivables(Ledger ledger, InstantSource calendar) {
    this.ledger = ledger;
    this.calendar = calendar;
  }

  /** What a member owes, in micro-units; locks nothing. */
  public long open(Transaction tx, UUID member) {
    return ledger.balance(tx, new Account.MemberReceivable(member)).postedMicros();
  }

  /** Those of some members who owe something; locks nothing. */
  public List<UUID> debtors(Transaction tx, Collection<UUID> members) {
    Map<Account, Balance> balances =
        ledger.balancesOf(tx, members.stream().map(Account.MemberReceivable::new).toList());
    return members.stream()
        .filter(member -> owes(balances.get(new Account.MemberReceivable(member))))
        .toList();
  }

  private static boolean owes(@Nullable Balance receivable) {
    return receivable != null && receivable.postedMicros() > 0;
  }

  /**
   * Has a member's free funds cover what they owe, as far as they go.
   *
   * @return what they still owe
   */
  public long cover(Transaction tx, UUID member) {
    if (open(tx, member) == 0) {
      return 0;
    }
    Account funds = new Account.MemberFunds(member);
    long free = ledger.lock(tx, funds).availableMicros();
    long open = open(tx, member);
    long covered = Math.min(free, open);
    if (covered > 0) {
      Transfer transfer =
          new Transfer(
              // Not derived from anything: what is covered once is not open any more.
              TransferId.of("repay:" + Uuid7.next()),
              funds,
              new Account.MemberReceivable(member),
              covered,
              new Voucher(TransferCode.REPAY, "deposits that came back", null, calendar.instant()));
      ledger.book(tx, transfer).orThrow();
    }
    return open - covered;
  }

  /** As {@link #cover}, for everybody who owes: after a month's close has released reservations. */
  public void coverAll(Transaction tx) {
    ledger
        .balances(tx)
        .forEach(
            (account, balance) -> {
              if (account instanceof Account.MemberReceivable(UUID member)
                  && balance.postedMicros() > 0) {
                cover(tx, member);
              }
            });
  }
}
