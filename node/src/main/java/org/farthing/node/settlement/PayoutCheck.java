package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Flow;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.MonthlessStore.PayoutRow;

/**
 * What members have asked for of their revenue, and back of their funds: what is open is what is
 * set aside of theirs, and what left the bank and came back to it is what their rows say. Revenue
 * moved to funds has no other record than its transfer; that nobody moves more than they have is
 * what the ledger sees to.
 */
final class PayoutCheck {

  private static final String CODE = "payout_differs";

  private final Ledger ledger;

  PayoutCheck(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param booked flows of no month, of which those are taken out that payouts explain
   */
  void check(Transaction tx, Breaches breaches, Map<Flow, Long> booked) {
    Map<Account, Long> open = new HashMap<>();
    Map<Account, Long> sent = new HashMap<>();
    Map<Account, Long> returned = new HashMap<>();
    for (PayoutRow row : MonthlessStore.payouts(tx)) {
      switch (row.state()) {
        case REQUESTED, TAKEN_ON -> add(open, row);
        case SENT -> add(sent, row);
        case RETURNED -> {
          add(sent, row);
          add(returned, row);
        }
        case UNDONE, REFUSED -> {}
      }
    }
    checkSetAside(tx, breaches, open);
    compare(breaches, booked, sent, PayoutCheck::payment);
    compare(breaches, booked, returned, PayoutCheck::wayBack);
    booked.keySet().removeIf(PayoutCheck::isMoveToFunds);
  }

  private static void add(Map<Account, Long> sums, PayoutRow row) {
    sums.merge(account(row), row.micros(), Math::addExact);
  }

  private static Account account(PayoutRow row) {
    return switch (row.source()) {
      case REVENUE -> new Account.MemberAvailable(row.member());
      case FUNDS -> new Account.MemberFunds(row.member());
    };
  }

  private void checkSetAside(Transaction tx, Breaches breaches, Map<Account, Long> open) {
    // Of funds, what months hold is set aside as well: here only the rest of it.
    Map<Account, Long> setAside = new HashMap<>(HeldStore.setAsideOfNoMonth(tx));
    ledger.eachBalance(
        tx,
        (account, balance) -> {
          if (account instanceof Account.MemberAvailable && balance.pendingOutMicros() != 0) {
            setAside.put(account, balance.pendingOutMicros());
          }
        });
    Set<Account> accounts = new HashSet<>(open.keySet());
    accounts.addAll(setAside.keySet());
    for (Account account : accounts) {
      breaches.expect(
          CODE,
          where(account),
          "set aside for what is open",
          setAside.getOrDefault(account, 0L),
          open.getOrDefault(account, 0L));
    }
  }

  private static String where(Account account) {
    return "payout of " + account.code();
  }

  private static Flow payment(Account account) {
    TransferCode code =
        account instanceof Account.MemberFunds ? TransferCode.PAY_BACK : TransferCode.PAY_OUT;
    return new Flow(code, account, new Account.Bank());
  }

  private static Flow wayBack(Account account) {
    return new Flow(TransferCode.TAKE_BACK, new Account.Bank(), account);
  }

  private static void compare(
      Breaches breaches,
      Map<Flow, Long> booked,
      Map<Account, Long> sums,
      Function<Account, Flow> mover) {
    sums.forEach(
        (account, micros) -> {
          Flow flow = mover.apply(account);
          breaches.expect(CODE, where(account), flow.toString(), micros, booked.remove(flow));
        });
  }

  private static boolean isMoveToFunds(Flow flow) {
    return flow.code() == TransferCode.TO_FUNDS
        && flow.debit() instanceof Account.MemberAvailable(UUID from)
        && flow.credit() instanceof Account.MemberFunds(UUID to)
        && from.equals(to);
  }
}
