package org.farthing.node.federation.outbox;

import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.DELIVERY_PROMPT;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.jooq.impl.DSL.min;
import static org.jooq.impl.DSL.position;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.federation.outbox.MessageStore.Message;
import org.farthing.node.generated.tables.records.DeliveryRecord;
import org.farthing.node.generated.tables.records.OutboundMessageRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.jooq.Condition;

/** Messages to others that are stored, and how far they have come. */
final class OutboxStore {

  private static final int LONGEST_ERROR = 1000;

  static final String PENDING = "pending";

  private static final String DELIVERED = "delivered";
  private static final String GIVEN_UP = "given_up";

  /** By its own column: by its state, MariaDB would look for single deliveries among all. */
  private static final Condition IS_PENDING = DELIVERY.NEXT_TRY.isNotNull();

  /** Stores a message that was delivered, by this node before it lost all memory of that. */
  void insertDelivered(Transaction tx, Message message, URI inbox, Instant now) {
    MessageStore.insert(tx, List.of(message), inbox, now, now)
        .forEach(delivery -> delivered(tx, delivery, now));
  }

  /** Puts such a message in the place of the one that has its id. */
  void replaceDelivered(Transaction tx, Message message, URI inbox, Instant now) {
    long row =
        tx.dsl()
            .select(OUTBOUND_MESSAGE.SEQUENCE)
            .from(OUTBOUND_MESSAGE)
            .where(OUTBOUND_MESSAGE.ID_HASH.eq(message.idHash()))
            .fetchSingle(it -> it.value1());
    replace(tx, row, message.body());
    byte[] inboxHash = hash(inbox.toString());
    String id = message.id().toString();
    delivered(tx, new Delivery(row, inboxHash, id, inbox, message.body(), 0, null, null), now);
  }

  /** Has a message delivered once more to an inbox that it was sent to before. */
  void repeat(Transaction tx, ActivityId id, URI inbox, Instant now) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATE, PENDING)
        .set(DELIVERY.NEXT_TRY, now)
        .where(
            DELIVERY.INBOX_HASH.eq(hash(inbox.toString())),
            DELIVERY.MESSAGE.eq(
                select(OUTBOUND_MESSAGE.SEQUENCE)
                    .from(OUTBOUND_MESSAGE)
                    .where(OUTBOUND_MESSAGE.ID_HASH.eq(hash(id.toString())))))
        .execute();
  }

  /** The bytes of messages that were sent, by the hashes of their ids in hex. */
  Map<String, byte[]> bodies(Transaction tx, Collection<byte[]> idHashes) {
    return tx.dsl()
        .select(OUTBOUND_MESSAGE.ID_HASH, OUTBOUND_MESSAGE.BODY)
        .from(OUTBOUND_MESSAGE)
        .where(OUTBOUND_MESSAGE.ID_HASH.in(idHashes))
        .fetchMap(row -> HexFormat.of().formatHex(row.value1()), row -> row.value2());
  }

  /** The hosts that something is to be delivered to, each with the time of its next attempt. */
  Map<String, Instant> hosts(Transaction tx) {
    return tx.dsl()
        .select(DELIVERY.HOST, min(DELIVERY.NEXT_TRY))
        .from(DELIVERY)
        .where(DELIVERY.STATE.eq(PENDING))
        // With the state, the index gives the first of each host without reading the others.
        .groupBy(DELIVERY.STATE, DELIVERY.HOST)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /**
   * Takes deliveries that are due, and keeps all others from them until the lease ends.
   *
   * @param leaseEnd when they are due again if their worker dies
   */
  List<Delivery> claim(Transaction tx, String host, int most, Instant now, Instant leaseEnd) {
    List<DeliveryRecord> due =
        tx.dsl()
            .selectFrom(DELIVERY)
            .where(DELIVERY.STATE.eq(PENDING), DELIVERY.HOST.eq(host), DELIVERY.NEXT_TRY.le(now))
            .orderBy(DELIVERY.NEXT_TRY)
            .limit(most)
            .forUpdate()
            .skipLocked()
            .fetch();
    if (due.isEmpty()) {
      return List.of();
    }
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_TRY, leaseEnd)
        .where(
            row(DELIVERY.MESSAGE, DELIVERY.INBOX_HASH)
                .in(due.stream().map(each -> row(each.getMessage(), each.getInboxHash())).toList()))
        .execute();
    Map<Long, OutboundMessageRecord> messages =
        tx.dsl()
            .selectFrom(OUTBOUND_MESSAGE)
            .where(
                OUTBOUND_MESSAGE.SEQUENCE.in(
                    due.stream().map(DeliveryRecord::getMessage).distinct().toList()))
            .fetchMap(OUTBOUND_MESSAGE.SEQUENCE);
    return due.stream()
        .map(each -> delivery(each, Objects.requireNonNull(messages.get(each.getMessage()))))
        .toList();
  }

  /** Sets when the leases of deliveries end that are held here. */
  void lease(Transaction tx, List<Delivery> deliveries, Instant end) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_TRY, end)
        .where(
            IS_PENDING,
            // Unless one was tried meanwhile, and waits for another time.
            row(DELIVERY.MESSAGE, DELIVERY.INBOX_HASH, DELIVERY.ATTEMPTS)
                .in(
                    deliveries.stream()
                        .map(each -> row(each.message(), each.inboxHash(), each.attempts()))
                        .toList()))
        .execute();
  }

  private static Delivery delivery(DeliveryRecord row, OutboundMessageRecord message) {
    return new Delivery(
        row.getMessage(),
        row.getInboxHash(),
        message.getId(),
        URI.create(row.getInbox()),
        message.getBody(),
        row.getAttempts(),
        row.getTriedAt(),
        row.getGiveUpAt());
  }

  void delivered(Transaction tx, Delivery delivery, Instant now) {
    delivered(tx, List.of(delivery), now);
  }

  /** They have arrived, unless somebody else had them delivered after their leases had ended. */
  void delivered(Transaction tx, List<Delivery> deliveries, Instant now) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATE, DELIVERED)
        .set(DELIVERY.ATTEMPTS, DELIVERY.ATTEMPTS.plus(1))
        .set(DELIVERY.TRIED_AT, now)
        .setNull(DELIVERY.NEXT_TRY)
        .setNull(DELIVERY.ERROR)
        .where(
            IS_PENDING,
            row(DELIVERY.MESSAGE, DELIVERY.INBOX_HASH)
                .in(
                    deliveries.stream()
                        .map(each -> row(each.message(), each.inboxHash()))
                        .toList()))
        .execute();
  }

  /** There will be no further attempt. */
  void givenUp(Transaction tx, Delivery delivery, String reason, Instant now) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATE, GIVEN_UP)
        .set(DELIVERY.ATTEMPTS, delivery.attempts() + 1)
        .set(DELIVERY.TRIED_AT, now)
        .setNull(DELIVERY.NEXT_TRY)
        .set(DELIVERY.ERROR, cut(reason))
        .where(isStillPending(delivery))
        .execute();
  }

  /** Gives up what ordinary deliveries are pending for the inbox of this one. */
  int giveUpInbox(Transaction tx, Delivery delivery, String reason) {
    return giveUp(tx, delivery.host(), reason, DELIVERY.INBOX_HASH.eq(delivery.inboxHash()));
  }

  /** Gives up ordinary deliveries to a host that were to be given up before. */
  int giveUpOverdue(Transaction tx, String host, String reason, Instant now) {
    return giveUp(tx, host, reason, DELIVERY.GIVE_UP_AT.le(now));
  }

  private static int giveUp(Transaction tx, String host, String reason, Condition which) {
    return tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.STATE, GIVEN_UP)
        .setNull(DELIVERY.NEXT_TRY)
        .set(DELIVERY.ERROR, cut(reason))
        .where(
            DELIVERY.STATE.eq(PENDING),
            DELIVERY.HOST.eq(host),
            DELIVERY.GIVE_UP_AT.isNotNull(),
            which)
        .execute();
  }

  void postponed(Transaction tx, Delivery delivery, String reason, Instant now, Instant nextTry) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.ATTEMPTS, delivery.attempts() + 1)
        .set(DELIVERY.TRIED_AT, now)
        .set(DELIVERY.NEXT_TRY, nextTry)
        .set(DELIVERY.ERROR, cut(reason))
        .where(isStillPending(delivery))
        .execute();
  }

  /** As {@link #postponed}, by an attempt that does not count. */
  void stillPostponed(Transaction tx, Delivery delivery, String reason, Instant nextTry) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_TRY, nextTry)
        .set(DELIVERY.ERROR, cut(reason))
        .where(isStillPending(delivery))
        .execute();
  }

  /** Somebody else may have delivered it after the lease had ended. */
  private static Condition isStillPending(Delivery delivery) {
    return DELIVERY
        .MESSAGE
        .eq(delivery.message())
        .and(DELIVERY.INBOX_HASH.eq(delivery.inboxHash()))
        .and(IS_PENDING);
  }

  /**
   * Lets what waits for a host be tried now.
   *
   * @param after which it would be tried; what would be sooner may be leased
   */
  void hurry(Transaction tx, String host, Instant after, Instant now) {
    tx.dsl()
        .update(DELIVERY)
        .set(DELIVERY.NEXT_TRY, now)
        .where(DELIVERY.STATE.eq(PENDING), DELIVERY.HOST.eq(host), DELIVERY.NEXT_TRY.gt(after))
        .execute();
  }

  /** The hosts that an admin has asked to be tried after an instant, and when. */
  Map<String, Instant> prompts(Transaction tx, Instant after) {
    return tx.dsl()
        .select(DELIVERY_PROMPT.HOST, DELIVERY_PROMPT.ASKED_AT)
        .from(DELIVERY_PROMPT)
        .where(DELIVERY_PROMPT.ASKED_AT.gt(after))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  long pending(Transaction tx) {
    return tx.dsl().fetchCount(DELIVERY, DELIVERY.STATE.eq(PENDING));
  }

  /** A message that some inbox does not have yet. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Pending(long message, byte[] body) {}

  /** What is on its way and names a key. */
  List<Pending> pendingWith(Transaction tx, URI key) {
    return tx.dsl()
        .select(OUTBOUND_MESSAGE.SEQUENCE, OUTBOUND_MESSAGE.BODY)
        .from(OUTBOUND_MESSAGE)
        .where(
            OUTBOUND_MESSAGE.SEQUENCE.in(
                tx.dsl().select(DELIVERY.MESSAGE).from(DELIVERY).where(DELIVERY.STATE.eq(PENDING))),
            position(OUTBOUND_MESSAGE.BODY.cast(String.class), key.toString()).gt(0))
        .orderBy(OUTBOUND_MESSAGE.SEQUENCE)
        .forUpdate()
        .fetch(row -> new Pending(row.value1(), row.value2()));
  }

  /** Gives a message other bytes. */
  void replace(Transaction tx, long message, byte[] body) {
    tx.dsl()
        .update(OUTBOUND_MESSAGE)
        .set(OUTBOUND_MESSAGE.BODY, body)
        .where(OUTBOUND_MESSAGE.SEQUENCE.eq(message))
        .execute();
  }

  private static String cut(String reason) {
    return reason.length() <= LONGEST_ERROR ? reason : reason.substring(0, LONGEST_ERROR);
  }

  private static byte[] hash(String text) {
    return Sha256.of(text);
  }
}
