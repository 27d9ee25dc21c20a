package org.farthing.node.federation.outbox;

import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.DELIVERY_PROMPT;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.noCondition;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Record5;
import org.jspecify.annotations.Nullable;

/** The queues of deliveries as an admin sees them and intervenes in them. */
final class DeliveryStore {

  private static final String PENDING = "pending";
  private static final String GIVEN_UP = "given_up";

  /** The hosts that most is pending for. */
  List<Deliveries.Queue> queues(Transaction tx, int most) {
    return tx.dsl()
        .select(
            DELIVERY.HOST,
            count(),
            min(DELIVERY.MESSAGE),
            max(DELIVERY.ATTEMPTS),
            min(DELIVERY.NEXT_TRY))
        .from(DELIVERY)
        .where(DELIVERY.STATE.eq(PENDING))
        .groupBy(DELIVERY.HOST)
        .orderBy(count().desc(), DELIVERY.HOST)
        .limit(most)
        .fetch(row -> queue(tx, row));
  }

  private static Deliveries.Queue queue(
      Transaction tx, Record5<String, Integer, Long, Integer, Instant> row) {
    return new Deliveries.Queue(
        row.value1(),
        row.value2(),
        since(tx, row.value3()),
        row.value4(),
        row.value5(),
        lastError(tx, row.value1()));
  }

  /** Messages are numbered in the order in which they were stored. */
  private static Instant since(Transaction tx, long message) {
    return tx.dsl()
        .select(OUTBOUND_MESSAGE.CREATED_AT)
        .from(OUTBOUND_MESSAGE)
        .where(OUTBOUND_MESSAGE.SEQUENCE.eq(message))
        .fetchOptional(OUTBOUND_MESSAGE.CREATED_AT)
        .orElseThrow();
  }

  private static @Nullable String lastError(Transaction tx, String host) {
    return tx.dsl()
        .select(DELIVERY.ERROR)
        .from(DELIVERY)
        .where(DELIVERY.STATE.eq(PENDING), DELIVERY.HOST.eq(host), DELIVERY.ERROR.isNotNull())
        .orderBy(DELIVERY.TRIED_AT.desc())
        .limit(1)
        .fetchOptional(DELIVERY.ERROR)
        .orElse(null);
  }

  /** What is pending for a host, the oldest first. */
  List<Deliveries.Waiting> waiting(Transaction tx, String host, int most) {
    return tx.dsl()
        .select(
            OUTBOUND_MESSAGE.ID,
            DELIVERY.INBOX,
            OUTBOUND_MESSAGE.CREATED_AT,
            DELIVERY.ATTEMPTS,
            DELIVERY.NEXT_TRY,
            DELIVERY.GIVE_UP_AT,
            DELIVERY.ERROR)
        .from(DELIVERY)
        .join(OUTBOUND_MESSAGE)
        .on(OUTBOUND_MESSAGE.SEQUENCE.eq(DELIVERY.MESSAGE))
        .where(DELIVERY.STATE.eq(PENDING), DELIVERY.HOST.eq(host))
        .orderBy(DELIVERY.MESSAGE)
        .limit(most)
        .fetch(
            row ->
                new Deliveries.Waiting(
                    row.value1(),
                    URI.create(row.value2()),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7()));
  }

  int pending(Transaction tx, String host) {
    return tx.dsl().fetchCount(DELIVERY, DELIVERY.STATE.eq(PENDING), DELIVERY.HOST.eq(host));
  }

  /** Has every process that delivers forget that the host was down. */
  void prompt(Transaction tx, String host, Instant now) {
    tx.dsl()
        .insertInto(DELIVERY_PROMPT)
        .set(DELIVERY_PROMPT.HOST, host)
        .set(DELIVERY_PROMPT.ASKED_AT, now)
        .onDuplicateKeyUpdate()
        .set(DELIVERY_PROMPT.ASKED_AT, now)
        .execute();
  }

  /**
   * Gives up what is pending for a host, and returns how much that was.
   *
   * @param owedToo whether what is owed between nodes goes as well
   */
  int drop(Transaction tx, String host, boolean owedToo, String reason) {
    return tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATE, GIVEN_UP)
        .setNull(DELIVERY.NEXT_TRY)
        .set(DELIVERY.ERROR, reason)
        .where(
            DELIVERY.STATE.eq(PENDING),
            DELIVERY.HOST.eq(host),
            owedToo ? noCondition() : DELIVERY.GIVE_UP_AT.isNotNull())
        .execute();
  }
}
