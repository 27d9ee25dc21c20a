package org.farthing.node.payout;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.Transfer;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.payout.IncomingStore.Use;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * Money that reached the bank from other nodes, recorded by hand. Thread-safe.
 *
 * <p>It stands on the account {@link Account.Unmatched} of its peer from the moment it is recorded.
 * A settlement that its reference names takes what it lacks of it, and no more. What is left is
 * surplus: it waits there until somebody says what it is for, or sends it back. So for each peer
 * that account holds what is free of its payments, to the micro-unit.
 */
public final class IncomingPayments {

  private final Database database;
  private final Ledger ledger;
  private final Overpayments overpayments;
  private final AuditLog audit;
  private final PaymentRail rail;
  private final InstantSource calendar;
  private final Runnable wakeSettlement;

  /**
   * @param wakeSettlement has a settlement look again at what it waits for
   */
  public IncomingPayments(
      Database database,
      Ledger ledger,
      AuditLog audit,
      PaymentRail rail,
      InstantSource calendar,
      Runnable wakeSettlement) {
    this.database = database;
    this.ledger = ledger;
    this.overpayments = new Overpayments(ledger, audit, calendar);
    this.audit = audit;
    this.rail = rail;
    this.calendar = calendar;
    this.wakeSettlement = wakeSettlement;
  }

  /** All of them, oldest first. */
  public List<IncomingPayment> all() {
    return database.read(IncomingStore::all);
  }

  /**
   * Payments, the newest first.
   *
   * @param beforeOrNull the id that the last page ended with; null for the first page
   */
  public List<IncomingPayment> newest(@Nullable Long beforeOrNull, int most) {
    return database.read(tx -> IncomingStore.page(tx, beforeOrNull, most));
  }

  /** A payment by its number. */
  public Optional<IncomingPayment> find(long id) {
    return database.read(tx -> IncomingStore.find(tx, id));
  }

  /**
   * Records what the bank shows, once for each movement.
   *
   * @param peerOrNull the number of the peer whose it is, if that is known
   * @param reference as the bank shows it
   * @param railId of the movement in the bank, unique on this node
   * @throws Problem {@code malformed_amount}, {@code malformed_reference}, {@code rail_id_taken}
   *     when the movement was recorded as something else
   */
  public IncomingPayment record(
      @Nullable Integer peerOrNull, long micros, String reference, String railId) {
    return record(peerOrNull, micros, reference, railId, (_, _) -> {});
  }

  /** As {@link #record(Integer, long, String, String)}, on an admin's word. */
  public IncomingPayment record(
      @Nullable Integer peerOrNull, long micros, String reference, String railId, Mandate mandate) {
    return record(
        peerOrNull,
        micros,
        reference,
        railId,
        (tx, payment) ->
            audit.record(
                tx,
                mandate,
                "payment-record",
                "payment:" + payment.id(),
                List.of(Arrivals.id(payment))));
  }

  /**
   * @param alongside what else is written, the first time
   */
  private IncomingPayment record(
      @Nullable Integer peerOrNull,
      long micros,
      String reference,
      String railId,
      BiConsumer<Transaction, IncomingPayment> alongside) {
    if (micros <= 0) {
      throw new Problem(400, "malformed_amount", "Not an amount", "A payment is above zero.");
    }
    Arrivals.requireText(reference);
    Arrivals.requireText(railId);
    return database.write(
        tx -> {
          boolean first =
              IncomingStore.insertIfNew(
                  tx, peerOrNull, micros, reference, railId, calendar.instant());
          IncomingPayment payment = IncomingStore.ofMovement(tx, railId).orElseThrow();
          if (first) {
            ledger.book(tx, Arrivals.transfer(payment)).orThrow();
            alongside.accept(tx, payment);
            tx.afterCommit(wakeSettlement);
          } else if (payment.micros() != micros || !payment.reference().equals(reference)) {
            throw new Problem(
                409,
                "rail_id_taken",
                "This movement is known",
                "It was recorded as payment %d, of another amount or reference."
                    .formatted(payment.id()));
          }
          return payment;
        });
  }

  /**
   * Says whose payment this is and which settlement it is for: what is free of it waits for that
   * one.
   *
   * @param reference of the settlement
   * @throws Problem {@code unknown_payment}, {@code nothing_free}
   */
  public IncomingPayment match(long id, int peer, String reference, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          IncomingPayment payment = lockFree(tx, id);
          IncomingStore.assign(tx, id, peer, Purpose.of(reference));
          List<Transfer> transfers =
              payment.peer() == peer
                  ? List.of()
                  : List.of(
                      transfer(
                          TransferCode.ASSIGN,
                          payment,
                          new Account.Unmatched(peer),
                          payment.freeMicros(),
                          now));
          book(tx, "payment-match", payment, transfers, mandate);
          tx.afterCommit(wakeSettlement);
          return IncomingStore.lock(tx, id).orElseThrow();
        });
  }

  /**
   * What is free of a payment is what its peer had of ours by mistake.
   *
   * @throws Problem {@code unknown_payment}, {@code nothing_free}, {@code unknown_peer} while
   *     nobody knows whose it is, {@code not_overpaid} when the peer has less of ours
   */
  public void repaid(long id, Mandate mandate) {
    Instant now = calendar.instant();
    database.execute(
        tx -> {
          IncomingPayment payment = lockFree(tx, id);
          if (payment.peerOrNull() == null) {
            throw new Problem(
                409, "unknown_peer", "Nobody knows whose it is", "First say whose payment it is.");
          }
          Account overpaid = new Account.Overpaid(payment.peer());
          if (ledger.lock(tx, overpaid).availableMicros() < payment.freeMicros()) {
            throw new Problem(
                409,
                "not_overpaid",
                "They have less of ours",
                "This payment is more than what the peer has of ours by mistake.");
          }
          Transfer transfer =
              transfer(TransferCode.ASSIGN, payment, overpaid, payment.freeMicros(), now);
          IncomingStore.use(tx, payment, Use.REPAID, payment.freeMicros(), now);
          book(tx, "payment-repaid", payment, List.of(transfer), mandate);
        });
  }

  /**
   * The settlements that took this payment were the wrong ones. They count as paid with their
   * peers, which therefore have that much of ours until they pay; the payment is free again and for
   * nothing.
   *
   * @return what is free again, in micro-units
   * @throws Problem {@code unknown_payment}, {@code nothing_settled}
   */
  public long unsettle(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          IncomingPayment payment =
              IncomingStore.lock(tx, id).orElseThrow(() -> unknownPayment(id));
          Map<Integer, Long> settled = IncomingStore.settled(tx, id);
          if (settled.isEmpty()) {
            throw new Problem(
                409,
                "nothing_settled",
                "Nothing took it",
                "No settlement has taken anything of it.");
          }
          List<Transfer> transfers = new ArrayList<>();
          settled.forEach(
              (peer, micros) -> {
                IncomingStore.unsettle(tx, id, peer, micros, now);
                transfers.add(
                    new Transfer(
                        TransferId.of("payment:" + Uuid7.next()),
                        new Account.Overpaid(peer),
                        new Account.Unmatched(payment.peer()),
                        micros,
                        voucher(TransferCode.ASSIGN, payment, now)));
              });
          IncomingStore.assign(tx, id, payment.peerOrNull(), Purpose.NONE);
          book(tx, "payment-unsettle", payment, transfers, mandate);
          return transfers.stream().mapToLong(Transfer::amountMicros).sum();
        });
  }

  /**
   * Orders that what is free of a payment goes back to whom it came from.
   *
   * @return the order's number
   * @throws Problem {@code unknown_payment}, {@code nothing_free}
   */
  public long sendBack(long id, Mandate mandate) {
    Instant now = calendar.instant();
    return database.write(
        tx -> {
          IncomingPayment payment = lockFree(tx, id);
          long order = PaymentOrders.sendBack(tx, ledger, payment, now);
          book(tx, "payment-return", payment, List.of(), mandate);
          return order;
        });
  }

  /**
   * It was recorded by mistake: the bank shows no such movement, or another amount.
   *
   * @throws Problem {@code unknown_payment}, {@code payment_used} once something became of it
   */
  public void cancel(long id, Mandate mandate) {
    Instant now = calendar.instant();
    database.execute(
        tx -> {
          IncomingPayment payment = lockFree(tx, id);
          if (payment.freeMicros() != payment.micros()) {
            throw new Problem(
                409,
                "payment_used",
                "Something became of it",
                "A part of this payment is settled or sent back already.");
          }
          Transfer transfer =
              transfer(TransferCode.REVERSE, payment, new Account.Bank(), payment.micros(), now);
          IncomingStore.use(tx, payment, Use.CANCELLED, payment.micros(), now);
          IncomingStore.cancel(tx, id);
          book(tx, "payment-cancel", payment, List.of(transfer), mandate);
        });
  }

  /**
   * Something left the bank to a peer that was not owed, such as a payment sent twice: the node's
   * loss until it comes back.
   *
   * @throws Problem {@code malformed_amount}, {@code bank_lacks} when the bank does not hold it
   */
  public void overpaid(int peer, long micros, Mandate mandate) {
    overpaid(peer, micros, Uuid7.next().toString(), mandate);
  }

  /**
   * As {@link #overpaid(int, long, Mandate)}, once for each {@code occasion}.
   *
   * @throws Problem as there, and {@code sent_before} when the occasion was another
   */
  public void overpaid(int peer, long micros, String occasion, Mandate mandate) {
    if (micros <= 0) {
      throw new Problem(400, "malformed_amount", "Not an amount", "A payment is above zero.");
    }
    database.execute(tx -> overpayments.book(tx, peer, micros, occasion, mandate));
  }

  /**
   * A settlement takes what has arrived for it: where payments are recorded, out of these, the
   * oldest first.
   *
   * @param reference of the settlement
   * @param micros of what {@link PaymentRail#arrived} told, what it has not taken yet
   * @return the account that the money comes from
   * @throws IllegalStateException when less is free for it by now; ask the rail again
   */
  public Account settle(
      Transaction tx, int peer, YearMonth period, String reference, long micros, Instant now) {
    if (!rail.isByHand()) {
      return new Account.Bank();
    }
    Purpose purpose = Purpose.of(reference);
    Allotment allotment = Allotment.of(micros, IncomingStore.free(tx, peer, purpose));
    if (allotment.missingMicros() > 0) {
      throw new IllegalStateException(
          "%d of peer %d's payment are not there any more"
              .formatted(allotment.missingMicros(), peer));
    }
    allotment.parts().forEach(part -> IncomingStore.settle(tx, peer, period, purpose, part, now));
    return new Account.Unmatched(peer);
  }

  /**
   * A payment of which something is free, which nobody else uses until the transaction ends.
   *
   * @throws Problem {@code unknown_payment}, {@code nothing_free}
   */
  public IncomingPayment lock(Transaction tx, long id) {
    return lockFree(tx, id);
  }

  /** A part of a payment is for revenue that was given up; the caller books it. */
  public void recovered(Transaction tx, IncomingPayment payment, long micros, Instant now) {
    IncomingStore.use(tx, payment, Use.RECOVERED, micros, now);
  }

  private static IncomingPayment lockFree(Transaction tx, long id) {
    IncomingPayment payment = IncomingStore.lock(tx, id).orElseThrow(() -> unknownPayment(id));
    if (payment.freeMicros() == 0) {
      throw new Problem(
          409,
          "nothing_free",
          "Nothing of it is free",
          "All of payment " + id + " is settled, sent back or cancelled.");
    }
    return payment;
  }

  private static Problem unknownPayment(long id) {
    return new Problem(
        404, "unknown_payment", "Unknown payment", "There is no payment " + id + ".");
  }

  private void book(
      Transaction tx,
      String action,
      IncomingPayment payment,
      List<Transfer> transfers,
      Mandate mandate) {
    ledger.book(tx, transfers).orThrow();
    audit.record(
        tx,
        mandate,
        action,
        "payment:" + payment.id(),
        transfers.stream().map(Transfer::id).toList());
  }

  /** Out of what is free of a payment; the same thing can happen to it more than once. */
  private static Transfer transfer(
      TransferCode code, IncomingPayment payment, Account to, long micros, Instant now) {
    return new Transfer(
        TransferId.of("payment:" + Uuid7.next()),
        new Account.Unmatched(payment.peer()),
        to,
        micros,
        voucher(code, payment, now));
  }

  private static Voucher voucher(TransferCode code, IncomingPayment payment, Instant now) {
    return new Voucher(code, "payment " + payment.id(), null, now);
  }
}
