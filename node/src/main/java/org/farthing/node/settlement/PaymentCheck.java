package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Balance;
import org.farthing.node.ledger.Flow;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.MonthlessStore.PaymentRow;
import org.farthing.node.settlement.MonthlessStore.UseKind;
import org.farthing.node.settlement.MonthlessStore.UseRow;

/**
 * Payments between nodes that were recorded by hand: what is free of each is what nothing has
 * become of; what is free of a peer's payments is what stands on its account {@code unmatched}; and
 * all that was booked of them is what their rows say. What settlements took is checked month by
 * month.
 */
final class PaymentCheck {

  private static final String CODE = "payment_differs";
  private static final String ASSIGNED = "assigned";

  private final Ledger ledger;

  PaymentCheck(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * @param booked flows of no month, of which those are taken out that payments explain
   */
  void check(Transaction tx, Breaches breaches, Map<Flow, Long> booked) {
    Rows rows = Rows.read(tx);
    rows.payments()
        .forEach(
            (id, payment) ->
                breaches.expect(
                    CODE,
                    "incoming_payment " + id,
                    "free_micros, by what became of it",
                    payment.micros() - rows.used().getOrDefault(id, 0L),
                    payment.freeMicros()));
    checkAccounts(tx, breaches, rows);
    checkFlows(tx, breaches, booked, rows);
  }

  /**
   * @param used of each payment
   * @param free of the payments of each peer
   * @param held for each peer, of payments about to be sent back
   */
  private record Rows(
      Map<Long, PaymentRow> payments,
      Map<Long, Long> used,
      Map<Integer, Long> free,
      Map<Integer, Long> held) {

    static Rows read(Transaction tx) {
      Rows rows = new Rows(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
      for (PaymentRow payment : MonthlessStore.payments(tx)) {
        rows.payments.put(payment.id(), payment);
        rows.free.merge(payment.peer(), payment.freeMicros(), Math::addExact);
      }
      for (UseRow use : MonthlessStore.uses(tx)) {
        boolean back = use.kind() == UseKind.BOUNCED || use.kind() == UseKind.UNSETTLED;
        long micros = back ? -use.micros() : use.micros();
        rows.used.merge(use.payment(), micros, Math::addExact);
      }
      for (MonthlessStore.SendBackRow row : MonthlessStore.sendBacks(tx)) {
        if (!row.carriedOut()) {
          rows.held.merge(row.peer(), row.micros(), Math::addExact);
        }
      }
      return rows;
    }
  }

  private void checkAccounts(Transaction tx, Breaches breaches, Rows rows) {
    Map<Integer, Balance> balances = new HashMap<>();
    ledger
        .balances(tx)
        .forEach(
            (account, balance) -> {
              if (account instanceof Account.Unmatched(int peer)) {
                balances.put(peer, balance);
                rows.free.putIfAbsent(peer, 0L);
              }
            });
    rows.free.forEach(
        (peer, free) -> {
          Balance balance = balances.getOrDefault(peer, new Balance(0, 0));
          String where = "incoming_payment of peer " + peer;
          breaches.expect(CODE, where, "free in all", balance.availableMicros(), free);
          breaches.expect(
              CODE,
              where,
              "about to be sent back",
              balance.pendingOutMicros(),
              rows.held.getOrDefault(peer, 0L));
        });
  }

  private static void checkFlows(
      Transaction tx, Breaches breaches, Map<Flow, Long> booked, Rows rows) {
    Map<String, Long> expected = new HashMap<>();
    rows.payments.values().forEach(payment -> add(expected, "arrived", payment.micros()));
    for (UseRow use : MonthlessStore.uses(tx)) {
      switch (use.kind()) {
        case SETTLED, RECOVERED, SENT_BACK -> {}
        case UNSETTLED -> add(expected, "unsettled of " + use.peer(), use.micros());
        case BOUNCED -> add(expected, "bounced", use.micros());
        case REPAID -> add(expected, "repaid by " + use.peer(), use.micros());
        case CANCELLED -> add(expected, "cancelled", use.micros());
      }
    }
    for (MonthlessStore.SendBackRow row : MonthlessStore.sendBacks(tx)) {
      if (row.carriedOut()) {
        add(expected, "sent back", row.micros());
      }
    }
    MonthlessStore.overpayments(tx)
        .forEach(row -> add(expected, "overpaid to " + row.peer(), row.micros()));
    Map<String, Long> found = new HashMap<>();
    booked.forEach((flow, micros) -> kind(flow).ifPresent(kind -> add(found, kind, micros)));
    booked.keySet().removeIf(flow -> kind(flow).isPresent());
    // From peer to peer as often as somebody says so: the accounts tell whether it was right.
    found.remove(ASSIGNED);
    expected.forEach(
        (kind, micros) ->
            breaches.expect(
                "transfers_differ",
                "ledger_transfer: " + kind,
                "micro-units",
                micros,
                found.remove(kind)));
    found.forEach(
        (kind, micros) ->
            breaches.add(
                "unexplained_transfer",
                "ledger_transfer: " + kind,
                "%d micro-units, and no payment that they are for".formatted(micros)));
  }

  /** What a flow does with payments; empty when it has nothing to do with them. */
  private static Optional<String> kind(Flow flow) {
    TransferCode code = flow.code();
    return switch (flow) {
      case Flow(_, Account.Bank(), Account.Unmatched _) when code == TransferCode.ARRIVE ->
          Optional.of("arrived");
      case Flow(_, Account.Bank(), Account.Unmatched _) when code == TransferCode.REVERSE ->
          Optional.of("bounced");
      case Flow(_, Account.Unmatched _, Account.Bank()) when code == TransferCode.SEND_BACK ->
          Optional.of("sent back");
      case Flow(_, Account.Unmatched _, Account.Bank()) when code == TransferCode.REVERSE ->
          Optional.of("cancelled");
      case Flow(_, Account.Unmatched _, Account.Unmatched _) when code == TransferCode.ASSIGN ->
          Optional.of(ASSIGNED);
      case Flow(_, Account.Unmatched(int from), Account.Overpaid(int to))
          when code == TransferCode.ASSIGN && from == to ->
          Optional.of("repaid by " + to);
      case Flow(_, Account.Overpaid(int from), Account.Unmatched _)
          when code == TransferCode.ASSIGN ->
          Optional.of("unsettled of " + from);
      case Flow(_, Account.Overpaid(int to), Account.Bank()) when code == TransferCode.OVERPAY ->
          Optional.of("overpaid to " + to);
      default -> Optional.empty();
    };
  }

  private static void add(Map<String, Long> sums, String kind, long micros) {
    sums.merge(kind, micros, Math::addExact);
  }
}
