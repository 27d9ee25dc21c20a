package org.farthing.node.payout;

import static org.farthing.node.generated.Tables.INCOMING_PAYMENT;
import static org.farthing.node.generated.Tables.OVERPAYMENT;
import static org.farthing.node.generated.Tables.PAYMENT_USE;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.node.generated.enums.PaymentUseKind;
import org.farthing.node.generated.tables.records.IncomingPaymentRecord;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of payments that arrived, and of what became of them. */
final class IncomingStore {

  private IncomingStore() {}

  /** What can become of a part of a payment, besides that a settlement takes it. */
  enum Use {
    SENT_BACK(PaymentUseKind.sent_back, -1),
    /** What was sent back has come again. */
    BOUNCED(PaymentUseKind.bounced, 1),
    /** The settlement that took it was the wrong one. */
    UNSETTLED(PaymentUseKind.unsettled, 1),
    /** It is what a peer had of ours. */
    REPAID(PaymentUseKind.repaid, -1),
    /** It is for revenue that was given up. */
    RECOVERED(PaymentUseKind.recovered, -1),
    CANCELLED(PaymentUseKind.cancelled, -1);

    private final PaymentUseKind kind;
    private final int sign;

    Use(PaymentUseKind kind, int sign) {
      this.kind = kind;
      this.sign = sign;
    }
  }

  /** Returns whether the movement was not known. */
  static boolean insertIfNew(
      Transaction tx,
      @Nullable Integer peerOrNull,
      long micros,
      String reference,
      String railId,
      Instant now) {
    return tx.dsl()
            .insertInto(INCOMING_PAYMENT)
            .set(INCOMING_PAYMENT.PEER_ID, peerOrNull)
            .set(INCOMING_PAYMENT.AMOUNT_MICROS, micros)
            .set(INCOMING_PAYMENT.FREE_MICROS, micros)
            .set(INCOMING_PAYMENT.REFERENCE, reference)
            .set(INCOMING_PAYMENT.MEANT_FOR, Purpose.of(reference).key())
            .set(INCOMING_PAYMENT.RAIL_ID, railId)
            .set(INCOMING_PAYMENT.RECORDED_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** The payment of a movement; locks it. */
  static Optional<IncomingPayment> ofMovement(Transaction tx, String railId) {
    return lock(tx, INCOMING_PAYMENT.RAIL_ID.eq(railId).and(INCOMING_PAYMENT.CANCELLED.isFalse()))
        .stream()
        .findFirst();
  }

  static Optional<IncomingPayment> lock(Transaction tx, long id) {
    return lock(tx, INCOMING_PAYMENT.ID.eq(id)).stream().findFirst();
  }

  /** What is meant for a purpose and free, oldest first; locks it. */
  static List<Allotment.Free> free(Transaction tx, int peer, Purpose purpose) {
    return lock(tx, meantFor(peer, purpose).and(INCOMING_PAYMENT.FREE_MICROS.gt(0L))).stream()
        .map(payment -> new Allotment.Free(payment.id(), payment.freeMicros()))
        .toList();
  }

  private static Condition meantFor(int peer, Purpose purpose) {
    return INCOMING_PAYMENT.PEER_ID.eq(peer).and(INCOMING_PAYMENT.MEANT_FOR.eq(purpose.key()));
  }

  private static List<IncomingPayment> lock(Transaction tx, Condition condition) {
    return tx.dsl()
        .selectFrom(INCOMING_PAYMENT)
        .where(condition)
        .orderBy(INCOMING_PAYMENT.ID)
        .forUpdate()
        .fetch(IncomingStore::payment);
  }

  static List<IncomingPayment> all(Transaction tx) {
    return tx.dsl()
        .selectFrom(INCOMING_PAYMENT)
        .orderBy(INCOMING_PAYMENT.ID)
        .fetch(IncomingStore::payment);
  }

  static List<IncomingPayment> page(Transaction tx, @Nullable Long beforeOrNull, int most) {
    return tx.dsl()
        .selectFrom(INCOMING_PAYMENT)
        .where(beforeOrNull == null ? DSL.noCondition() : INCOMING_PAYMENT.ID.lt(beforeOrNull))
        .orderBy(INCOMING_PAYMENT.ID.desc())
        .limit(most)
        .fetch(IncomingStore::payment);
  }

  static Optional<IncomingPayment> find(Transaction tx, long id) {
    return tx.dsl()
        .selectFrom(INCOMING_PAYMENT)
        .where(INCOMING_PAYMENT.ID.eq(id))
        .fetchOptional(IncomingStore::payment);
  }

  /** What has come for a purpose: settled for it already, or free. */
  static long arrived(Transaction tx, int peer, Purpose purpose) {
    long settled =
        tx.dsl()
            .select(DSL.coalesce(DSL.sum(PAYMENT_USE.MICROS), 0).cast(Long.class))
            .from(PAYMENT_USE)
            .where(PAYMENT_USE.PEER_ID.eq(peer), PAYMENT_USE.MEANT_FOR.eq(purpose.key()))
            .fetchSingle(row -> row.value1());
    long free =
        tx.dsl()
            .select(DSL.coalesce(DSL.sum(INCOMING_PAYMENT.FREE_MICROS), 0).cast(Long.class))
            .from(INCOMING_PAYMENT)
            .where(meantFor(peer, purpose))
            .fetchSingle(row -> row.value1());
    return Math.addExact(settled, free);
  }

  /** What settlements with each peer have of a payment, less what they should not have. */
  static SortedMap<Integer, Long> settled(Transaction tx, long id) {
    SortedMap<Integer, Long> settled = new TreeMap<>();
    tx.dsl()
        .select(PAYMENT_USE.PEER_ID, PAYMENT_USE.KIND, PAYMENT_USE.MICROS)
        .from(PAYMENT_USE)
        .where(
            PAYMENT_USE.PAYMENT_ID.eq(id),
            PAYMENT_USE.KIND.in(PaymentUseKind.settled, PaymentUseKind.unsettled))
        .forEach(
            row -> {
              boolean taken = row.value2() == PaymentUseKind.settled;
              settled.merge(row.value1(), taken ? row.value3() : -row.value3(), Math::addExact);
            });
    settled.values().removeIf(micros -> micros == 0);
    return settled;
  }

  /** Whose a payment is, and what it is for. */
  static void assign(Transaction tx, long id, @Nullable Integer peerOrNull, Purpose purpose) {
    tx.dsl()
        .update(INCOMING_PAYMENT)
        .set(INCOMING_PAYMENT.PEER_ID, peerOrNull)
        .set(INCOMING_PAYMENT.MEANT_FOR, purpose.key())
        .where(INCOMING_PAYMENT.ID.eq(id))
        .execute();
  }

  static void cancel(Transaction tx, long id) {
    tx.dsl()
        .update(INCOMING_PAYMENT)
        .set(INCOMING_PAYMENT.CANCELLED, true)
        .where(INCOMING_PAYMENT.ID.eq(id))
        .execute();
  }

  /** A settlement takes a part of a payment. */
  static void settle(
      Transaction tx,
      int peer,
      YearMonth period,
      Purpose purpose,
      Allotment.Part part,
      Instant now) {
    tx.dsl()
        .insertInto(PAYMENT_USE)
        .set(PAYMENT_USE.PAYMENT_ID, part.payment())
        .set(PAYMENT_USE.KIND, PaymentUseKind.settled)
        .set(PAYMENT_USE.PEER_ID, peer)
        .set(PAYMENT_USE.PERIOD, period)
        .set(PAYMENT_USE.MEANT_FOR, purpose.key())
        .set(PAYMENT_USE.MICROS, part.micros())
        .set(PAYMENT_USE.USED_AT, now)
        .execute();
    addFree(tx, part.payment(), -part.micros());
  }

  /** Something else becomes of a part of a payment. */
  static void use(Transaction tx, IncomingPayment payment, Use use, long micros, Instant now) {
    use(tx, payment.id(), payment.peerOrNull(), use, micros, now);
  }

  /** A settlement with a peer should not have taken a part of a payment. */
  static void unsettle(Transaction tx, long payment, int peer, long micros, Instant now) {
    use(tx, payment, peer, Use.UNSETTLED, micros, now);
  }

  private static void use(
      Transaction tx,
      long payment,
      @Nullable Integer peerOrNull,
      Use use,
      long micros,
      Instant now) {
    tx.dsl()
        .insertInto(PAYMENT_USE)
        .set(PAYMENT_USE.PAYMENT_ID, payment)
        .set(PAYMENT_USE.KIND, use.kind)
        .set(PAYMENT_USE.PEER_ID, peerOrNull)
        .set(PAYMENT_USE.MICROS, micros)
        .set(PAYMENT_USE.USED_AT, now)
        .execute();
    addFree(tx, payment, use.sign * micros);
  }

  private static void addFree(Transaction tx, long payment, long micros) {
    tx.dsl()
        .update(INCOMING_PAYMENT)
        .set(INCOMING_PAYMENT.FREE_MICROS, INCOMING_PAYMENT.FREE_MICROS.plus(micros))
        .where(INCOMING_PAYMENT.ID.eq(payment))
        .execute();
  }

  static void insertOverpayment(Transaction tx, long auditEntry, int peer, long micros) {
    tx.dsl()
        .insertInto(OVERPAYMENT)
        .set(OVERPAYMENT.AUDIT_ID, auditEntry)
        .set(OVERPAYMENT.PEER_ID, peer)
        .set(OVERPAYMENT.MICROS, micros)
        .execute();
  }

  private static IncomingPayment payment(IncomingPaymentRecord row) {
    return new IncomingPayment(
        row.getId(),
        row.getPeerId(),
        row.getAmountMicros(),
        row.getFreeMicros(),
        row.getReference(),
        row.getRailId(),
        row.getCancelled(),
        row.getRecordedAt());
  }
}
