package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Flow;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.MonthlessStore.PayoutRow;

/**
 * Revenue that members have asked for: what is open is what is set aside of theirs, and what left
 * the bank and came back to it is what their rows say. Revenue moved to funds has no other record
 * than its transfer; that nobody moves more than they have is what the ledger sees to.
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
    Map<UUID, Long> open = new HashMap<>();
    Map<UUID, Long> sent = new HashMap<>();
    Map<UUID, Long> returned = new HashMap<>();
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

  private static void add(Map<UUID, Long> sums, PayoutRow row) {
    sums.merge(row.member(), row.micros(), Math::addExact);
  }

  private void checkSetAside(Transaction tx, Breaches breaches, Map<UUID, Long> open) {
    Map<UUID, Long> setAside = new HashMap<>();
    ledger.eachBalance(
        tx,
        (account, balance) -> {
          if (account instanceof Account.MemberAvailable(UUID member)
              && balance.pendingOutMicros() != 0) {
            setAside.put(member, balance.pendingOutMicros());
          }
        });
    Set<UUID> members = new HashSet<>(open.keySet());
    members.addAll(setAside.keySet());
    for (UUID member : members) {
      breaches.expect(
          CODE,
          "payout of " + member,
          "set aside for what is open",
          setAside.getOrDefault(member, 0L),
          open.getOrDefault(member, 0L));
    }
  }

  /** What moves an amount of a member's. */
  @FunctionalInterface
  private interface Mover {
    Flow of(UUID member);
  }

  private static Flow payment(UUID member) {
    return new Flow(TransferCode.PAY_OUT, new Account.MemberAvailable(member), new Account.Bank());
  }

  private static Flow wayBack(UUID member) {
    return new Flow(
        TransferCode.TAKE_BACK, new Account.Bank(), new Account.MemberAvailable(member));
  }

  private static void compare(
      Breaches breaches, Map<Flow, Long> booked, Map<UUID, Long> sums, Mover mover) {
    sums.forEach(
        (member, micros) -> {
          Flow flow = mover.of(member);
          breaches.expect(
              CODE, "payout of " + member, flow.toString(), micros, booked.remove(flow));
        });
  }

  private static boolean isMoveToFunds(Flow flow) {
    return flow.code() == TransferCode.TO_FUNDS
        && flow.debit() instanceof Account.MemberAvailable(UUID from)
        && flow.credit() instanceof Account.MemberFunds(UUID to)
        && from.equals(to);
  }
}
