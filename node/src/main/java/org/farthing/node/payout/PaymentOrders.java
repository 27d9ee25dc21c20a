package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PendingTransfer;
import org.farthing.node.ledger.PostPending;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.IncomingStore.Use;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What is to be paid to other nodes by hand: ordered by a settlement or to send a payment back,
 * confirmed by an admin once the bank has done it. Thread-safe.
 *
 * <p>What a settlement orders is booked by the settlement, when it learns that it was sent and when
 * it came back. What is sent back is booked here.
 */
public final class PaymentOrders {

  private final Database database;
  private final Ledger ledger;
  private final AuditLog audit;
  private final InstantSource calendar;
  private final PaidSettlements settlements;
  private final Runnable wakeSettlement;

  /**
   * @param settlements that learn what has come back
   * @param wakeSettlement has a settlement look again at what it waits for
   */
  public PaymentOrders(
      Database database,
      Ledger ledger,
      AuditLog audit,
      InstantSource calendar,
      PaidSettlements settlements,
      Runnable wakeSettlement) {
    this.database = database;
    this.ledger = ledger;
    this.audit = audit;
    this.calendar = calendar;
    this.settlements = settlements;
    this.wakeSettlement = wakeSettlement;
  }

  /** All of them, oldest first. */
  public List<PaymentOrder> all() {
    return database.read(OrderStore::all);
  }

  /**
   * Orders, the newest first.
   *
   * @param beforeOrNull the id that the last page ended with; null for the first page
   */
  public List<PaymentOrder> newest(@Nullable Long beforeOrNull, int most) {
    return database.read(tx -> OrderStore.page(tx, beforeOrNull, most));
  }

  /** An order by its number. */
  public Optional<PaymentOrder> find(long id) {
    return database.read(tx -> OrderStore.find(tx, id));
  }

  /**
   * Orders what a settlement pays, unless that was done; anew when it has come back.
   *
   * @return whether it is sent
   */
  static boolean order(Transaction tx, int peer, long micros, String reference, Instant now) {
    Optional<PaymentOrder> last = OrderStore.last(tx, peer, reference);
    boolean toOrder = last.map(order -> order.state() == PaymentOrder.State.RETURNED).orElse(true);
    if (toOrder) {
      int attempt = last.map(PaymentOrder::attempt).orElse(0) + 1;
      OrderStore.insert(tx, peer, micros, reference, attempt, null, now);
    }
    return last.map(order -> order.state() == PaymentOrder.State.SENT).orElse(false);
  }

  /** What a settlement pays was sent, though nobody says so here: the payee has our notice. */
  static void wasSent(Transaction tx, int peer, long micros, String reference, Instant now) {
    if (!order(tx, peer, micros, reference, now)) {
      OrderStore.sent(tx, OrderStore.last(tx, peer, reference).orElseThrow().id(), now);
    }
  }

  /** Orders that what is free of a payment goes back, and sets it aside until it is sent. */
  static long sendBack(Transaction tx, Ledger ledger, IncomingPayment payment, Instant now) {
    long micros = payment.freeMicros();
    int attempt = OrderStore.attempts(tx, payment.id()) + 1;
    long order =
        OrderStore.insert(
            tx,
            payment.peerOrNull(),
            micros,
            "RETURN OF PAYMENT " + payment.id(),
            attempt,
            payment.id(),
            now);
    PendingTransfer held =
        new PendingTransfer(
            new Transfer(
                heldFor(order),
                new Account.Unmatched(payment.peer()),
                new Account.Bank(),
                micros,
                voucher(TransferCode.SEND_BACK, order, now)));
    ledger.book(tx, held).orThrow();
    IncomingStore.use(tx, payment, Use.SENT_BACK, micros, now);
    return order;
  }

  /**
   * The bank has sent it. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_order}, {@code order_returned}
   */
  public PaymentOrder sent(long id) {
    return sent(id, _ -> {});
  }

  /** As {@link #sent(long)}, on an admin's word. */
  public PaymentOrder sent(long id, Mandate mandate) {
    return sent(id, tx -> audit.record(tx, mandate, "payment-sent", "order:" + id, List.of()));
  }

  /**
   * @param alongside what else is written, the first time
   */
  private PaymentOrder sent(long id, Consumer<Transaction> alongside) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          PaymentOrder order = lock(tx, id);
          switch (order.state()) {
            case ORDERED -> {
              if (order.sendsBackOrNull() != null) {
                PostPending post =
                    new PostPending(
                        TransferId.of("sent-back:" + id),
                        heldFor(id),
                        order.micros(),
                        voucher(TransferCode.SEND_BACK, id, now));
                ledger.book(tx, post).orThrow();
              }
              OrderStore.sent(tx, id, now);
              alongside.accept(tx);
              tx.afterCommit(wakeSettlement);
            }
            case SENT -> {}
            case RETURNED ->
                throw new Problem(
                    409,
                    "order_returned",
                    "This has come back",
                    "Order " + id + " was returned; if it is ordered anew it has another number.");
          }
          return lock(tx, id);
        });
  }

  /**
   * The bank has returned what was sent. A settlement orders it anew; a payment that was to be sent
   * back is free again. Said again, it changes nothing.
   *
   * @throws Problem {@code unknown_order}, {@code order_not_sent}, {@code payment_confirmed} by the
   *     peer, so that what comes is a payment of theirs
   */
  public PaymentOrder returned(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          PaymentOrder order = lock(tx, id);
          switch (order.state()) {
            case ORDERED ->
                throw new Problem(
                    409,
                    "order_not_sent",
                    "This was not sent",
                    "Order " + id + " was not confirmed as sent, so it cannot have come back.");
            case SENT -> {
              List<TransferId> booked = bounce(tx, order, now);
              OrderStore.returned(tx, id, now);
              tx.afterCommit(wakeSettlement);
              audit.record(tx, mandate, "payment-returned", "order:" + id, booked);
            }
            case RETURNED -> {}
          }
          return lock(tx, id);
        });
  }

  private List<TransferId> bounce(Transaction tx, PaymentOrder order, Instant now) {
    if (order.sendsBackOrNull() == null) {
      takeBack(tx, order);
      return List.of();
    }
    IncomingPayment payment = IncomingStore.lock(tx, order.sendsBackOrNull()).orElseThrow();
    Transfer back =
        new Transfer(
            TransferId.of("bounced:" + order.id()),
            new Account.Bank(),
            new Account.Unmatched(payment.peer()),
            order.micros(),
            voucher(TransferCode.REVERSE, order.id(), now));
    ledger.book(tx, back).orThrow();
    IncomingStore.use(tx, payment, Use.BOUNCED, order.micros(), now);
    return List.of(back.id());
  }

  private void takeBack(Transaction tx, PaymentOrder order) {
    int peer = Objects.requireNonNull(order.peerOrNull(), "a settlement is with somebody");
    if (!settlements.takeBack(tx, peer, order.reference())) {
      throw new Problem(
          409,
          "payment_confirmed",
          "They have it",
          "The other node has confirmed this payment: record what comes back as one of theirs.");
    }
  }

  private static PaymentOrder lock(Transaction tx, long id) {
    return OrderStore.lock(tx, id)
        .orElseThrow(
            () ->
                new Problem(
                    404, "unknown_order", "Unknown order", "There is no order " + id + "."));
  }

  private static TransferId heldFor(long order) {
    return TransferId.of("send-back:" + order);
  }

  private static Voucher voucher(TransferCode code, long order, Instant now) {
    return new Voucher(code, "order " + order, null, now);
  }
}
