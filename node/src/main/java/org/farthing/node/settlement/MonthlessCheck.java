package org.farthing.node.settlement;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Flow;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Movement;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.platform.database.Transaction;

/**
 * Transfers that belong to no month: deposits, what came back of them and what of that was covered
 * since; payments of other nodes, beside what settlements took of them; and what members have asked
 * for of their revenue, and back of their funds.
 *
 * <p>A deposit has no other record than its transfer. What came back of it is what its row says, in
 * all the whole deposit. Covering has no record either; that nobody covers more than they owe is
 * what the ledger sees to, for no account goes below zero.
 */
final class MonthlessCheck {

  private static final String CODE = "reversal_differs";

  private final Ledger ledger;
  private final PaymentCheck payments;
  private final PayoutCheck payouts;

  MonthlessCheck(Ledger ledger) {
    this.ledger = ledger;
    this.payments = new PaymentCheck(ledger);
    this.payouts = new PayoutCheck(ledger);
  }

  void check(Transaction tx, Breaches breaches) {
    Map<Flow, Long> expected = new HashMap<>();
    for (MonthlessStore.ReversalRow row : MonthlessStore.reversals(tx)) {
      checkReversal(tx, breaches, row);
      expect(
          expected,
          new Flow(TransferCode.REVERSE, new Account.MemberFunds(row.member()), new Account.Bank()),
          row.fromFundsMicros());
      expect(
          expected,
          new Flow(
              TransferCode.REVERSE, new Account.MemberReceivable(row.member()), new Account.Bank()),
          row.receivableMicros());
    }
    for (UUID undone : MonthlessStore.undone(tx)) {
      ledger
          .movement(tx, new TransferId(undone))
          .ifPresentOrElse(
              it ->
                  expect(
                      expected,
                      new Flow(
                          TransferCode.REVERSE, /* debit= */ it.credit(), /* credit= */ it.debit()),
                      it.amountMicros()),
              () -> breaches.add(CODE, "transfer_reversal " + undone, "there is no such transfer"));
    }
    Map<Flow, Long> booked = new HashMap<>(ledger.flowsOfNoMonth(tx));
    payments.check(tx, breaches, booked);
    payouts.check(tx, breaches, booked);
    compare(breaches, expected, booked);
  }

  private void checkReversal(Transaction tx, Breaches breaches, MonthlessStore.ReversalRow row) {
    String where = "deposit_reversal " + row.deposit();
    Optional<Movement> deposit = ledger.movement(tx, new TransferId(row.deposit()));
    if (deposit.isEmpty()) {
      breaches.add(CODE, where, "there is no such transfer");
      return;
    }
    breaches.expect(
        CODE,
        where,
        "what it reverses",
        new Flow(TransferCode.DEPOSIT, new Account.Bank(), new Account.MemberFunds(row.member())),
        new Flow(deposit.get().voucher().code(), deposit.get().debit(), deposit.get().credit()));
    breaches.expect(
        CODE,
        where,
        "amount, by the deposit",
        deposit.get().amountMicros(),
        row.fromFundsMicros() + row.receivableMicros());
  }

  private static void expect(Map<Flow, Long> expected, Flow flow, long micros) {
    if (micros != 0) {
      expected.merge(flow, micros, Math::addExact);
    }
  }

  private static void compare(Breaches breaches, Map<Flow, Long> expected, Map<Flow, Long> booked) {
    expected.forEach(
        (flow, micros) ->
            breaches.expect(
                "transfers_differ", where(flow), "micro-units", micros, booked.remove(flow)));
    booked.forEach(
        (flow, micros) -> {
          if (!isRepayment(flow)) {
            breaches.add(
                "unexplained_transfer",
                where(flow),
                "%d micro-units, and nothing that they are for".formatted(micros));
          }
        });
  }

  private static boolean isRepayment(Flow flow) {
    return flow.code() == TransferCode.REPAY
        && flow.debit() instanceof Account.MemberFunds(UUID payer)
        && flow.credit() instanceof Account.MemberReceivable(UUID debtor)
        && payer.equals(debtor);
  }

  private static String where(Flow flow) {
    return "ledger_transfer of no month: " + flow;
  }
}
