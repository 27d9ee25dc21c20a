package org.farthing.node.payout;

import static org.farthing.node.generated.Tables.PAYMENT_ORDER;
import static org.farthing.node.generated.Tables.PEER;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.enums.PaymentOrderState;
import org.farthing.node.generated.tables.records.PaymentOrderRecord;
import org.farthing.node.platform.database.Transaction;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of orders to pay. */
final class OrderStore {

  private OrderStore() {}

  /** The number of the peer of a node actor. */
  static int peer(Transaction tx, String actor) {
    return tx.dsl()
        .select(PEER.ID)
        .from(PEER)
        .where(PEER.ACTOR.eq(actor))
        .fetchSingle(row -> row.value1());
  }

  static long insert(
      Transaction tx,
      @Nullable Integer peerOrNull,
      long micros,
      String reference,
      int attempt,
      @Nullable Long sendsBackOrNull,
      Instant now) {
    return tx.dsl()
        .insertInto(PAYMENT_ORDER)
        .set(PAYMENT_ORDER.PEER_ID, peerOrNull)
        .set(PAYMENT_ORDER.AMOUNT_MICROS, micros)
        .set(PAYMENT_ORDER.REFERENCE, reference)
        .set(PAYMENT_ORDER.ATTEMPT, attempt)
        .set(PAYMENT_ORDER.PAYMENT_ID, sendsBackOrNull)
        .set(PAYMENT_ORDER.STATE, PaymentOrderState.ordered)
        .set(PAYMENT_ORDER.ORDERED_AT, now)
        .returningResult(PAYMENT_ORDER.ID)
        .fetchSingle()
        .value1();
  }

  /** The newest order under a reference. */
  static Optional<PaymentOrder> last(Transaction tx, int peer, String reference) {
    return tx.dsl()
        .selectFrom(PAYMENT_ORDER)
        .where(PAYMENT_ORDER.PEER_ID.eq(peer), PAYMENT_ORDER.REFERENCE.eq(reference))
        .orderBy(PAYMENT_ORDER.ATTEMPT.desc())
        .limit(1)
        .fetchOptional(OrderStore::order);
  }

  static Optional<PaymentOrder> lock(Transaction tx, long id) {
    return tx.dsl()
        .selectFrom(PAYMENT_ORDER)
        .where(PAYMENT_ORDER.ID.eq(id))
        .forUpdate()
        .fetchOptional(OrderStore::order);
  }

  static int attempts(Transaction tx, long sendsBack) {
    return tx.dsl().fetchCount(PAYMENT_ORDER, PAYMENT_ORDER.PAYMENT_ID.eq(sendsBack));
  }

  static List<PaymentOrder> all(Transaction tx) {
    return tx.dsl().selectFrom(PAYMENT_ORDER).orderBy(PAYMENT_ORDER.ID).fetch(OrderStore::order);
  }

  static List<PaymentOrder> page(Transaction tx, @Nullable Long beforeOrNull, int most) {
    return tx.dsl()
        .selectFrom(PAYMENT_ORDER)
        .where(beforeOrNull == null ? DSL.noCondition() : PAYMENT_ORDER.ID.lt(beforeOrNull))
        .orderBy(PAYMENT_ORDER.ID.desc())
        .limit(most)
        .fetch(OrderStore::order);
  }

  static Optional<PaymentOrder> find(Transaction tx, long id) {
    return tx.dsl()
        .selectFrom(PAYMENT_ORDER)
        .where(PAYMENT_ORDER.ID.eq(id))
        .fetchOptional(OrderStore::order);
  }

  static void sent(Transaction tx, long id, Instant now) {
    tx.dsl()
        .update(PAYMENT_ORDER)
        .set(PAYMENT_ORDER.STATE, PaymentOrderState.sent)
        .set(PAYMENT_ORDER.SENT_AT, now)
        .where(PAYMENT_ORDER.ID.eq(id))
        .execute();
  }

  static void returned(Transaction tx, long id, Instant now) {
    tx.dsl()
        .update(PAYMENT_ORDER)
        .set(PAYMENT_ORDER.STATE, PaymentOrderState.returned)
        .set(PAYMENT_ORDER.RETURNED_AT, now)
        .where(PAYMENT_ORDER.ID.eq(id))
        .execute();
  }

  private static PaymentOrder order(PaymentOrderRecord row) {
    return new PaymentOrder(
        row.getId(),
        row.getPeerId(),
        row.getAmountMicros(),
        row.getReference(),
        row.getAttempt(),
        PaymentOrder.State.valueOf(row.getState().name().toUpperCase(Locale.ROOT)),
        row.getPaymentId(),
        row.getOrderedAt());
  }
}
