package org.farthing.node.settlement;

import java.util.Map;
import java.util.TreeMap;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * That nobody pays out what has not arrived (rules 9 and 10).
 *
 * <p>Double entry says that what is in the bank and what peers owe is, to the micro-unit, what
 * stands to somebody's credit:
 *
 * <pre>
 * bank + Σ receivable + Σ overpaid + Σ owed-by
 *     = funds + giving + stated + Σ owed-to + Σ unmatched + available + fee-available
 *       + pending + fee-pending
 * </pre>
 *
 * <p>(funds with what is reserved of them). Receivable is what members owe since deposits of theirs
 * came back, overpaid what peers have of ours by mistake: the exceptions that rule 16 makes.
 * Nothing already given is taken from a creator, so the bank lacks that much until it is covered.
 *
 * <p>Whatever is agreed with a peer is pending and owed by it in one; a netting sets off at least
 * what it releases; a payment releases the rest but leaves less than one minor unit owed, which
 * joins the next month's net. So for each peer, at any moment,
 *
 * <pre>
 * owed-by(peer) - pending from it, net and fee &lt; one minor unit
 * </pre>
 *
 * <p>(below zero when a proportional release was rounded down), and for the whole node, with n
 * peers,
 *
 * <pre>
 * bank + receivable + overpaid
 *     &gt; funds + giving + stated + owed-to + unmatched + available + fee-available - n minor units
 * </pre>
 *
 * <p>(at least, when there is no peer). The first is checked here peer by peer and implies the
 * second, which is checked too, from the accounts alone. Balances are those that the accounts say:
 * the ledger's own check has compared them with the transfers.
 */
final class CoverageCheck {

  private final Ledger ledger;
  private final CurrencyUnit currency;

  CoverageCheck(Ledger ledger, CurrencyUnit currency) {
    this.ledger = ledger;
    this.currency = currency;
  }

  void check(Transaction tx, Breaches breaches) {
    Map<Integer, Long> pending = AuditStore.pendingByPeer(tx);
    Map<Integer, Long> owed = new TreeMap<>();
    Cover cover = new Cover();
    ledger.eachBalance(
        tx,
        (account, balance) -> {
          cover.add(account, balance.postedMicros());
          if (account instanceof Account.OwedBy(int peer)) {
            owed.put(peer, balance.postedMicros());
          }
        });
    owed.forEach(
        (peer, micros) -> checkPeer(breaches, peer, micros, pending.getOrDefault(peer, 0L)));
    long residues = owed.size() * (currency.microsPerMinorUnit() - 1);
    if (cover.micros + residues < 0) {
      breaches.add(
          "not_covered",
          "ledger_account bank",
          "it lacks %d of what it has to cover, of which %d can be residues"
              .formatted(-cover.micros, residues));
    }
  }

  /** What is there beyond what has to be covered. */
  private static final class Cover {

    private long micros;

    void add(Account account, long balance) {
      switch (account) {
        case Account.Bank(), Account.MemberReceivable _, Account.Overpaid _ -> micros += balance;
        case Account.MemberFunds _,
            Account.MemberAvailable _,
            Account.Giving _,
            Account.Stated _,
            Account.OwedTo _,
            Account.Unmatched _,
            Account.FeeAvailable _ ->
            micros -= balance;
        case Account.OwedBy _, Account.MemberPending _, Account.FeePending _ -> {}
      }
    }
  }

  private void checkPeer(Breaches breaches, int peer, long owedMicros, long pendingMicros) {
    if (owedMicros - pendingMicros >= currency.microsPerMinorUnit()) {
      breaches.add(
          "not_covered",
          "revenue of peer " + peer,
          "it owes %d, of which only %d are pending".formatted(owedMicros, pendingMicros));
    }
  }
}
