package org.farthing.node.federation.outbox;

import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.farthing.node.generated.tables.records.DeliveryRecord;
import org.farthing.node.generated.tables.records.OutboundMessageRecord;
import org.farthing.node.platform.database.Parts;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.jspecify.annotations.Nullable;

/** New messages to others, many at a time, and the deliveries of them. */
final class MessageStore {

  private MessageStore() {}

  /** What is to be sent, in the bytes in which it will be. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Message(ActivityId id, byte[] idHash, byte[] body) {

    static Message of(JsonObject document) {
      ActivityId id = new ActivityDocument(document).id();
      byte[] body = document.toString().getBytes(StandardCharsets.UTF_8);
      return new Message(id, hash(id.toString()), body);
    }

    private ByteBuffer key() {
      return ByteBuffer.wrap(idHash);
    }
  }

  /**
   * Stores deliveries to an inbox of what is owed between nodes; those in the answer are new, the
   * inbox was sent the others before.
   *
   * @param nextTry when they are due for whoever claims
   */
  static List<Delivery> insert(
      Transaction tx, List<Message> messages, URI inbox, Instant now, Instant nextTry) {
    byte[] inboxHash = hash(inbox.toString());
    Map<Long, Delivery> deliveries = new LinkedHashMap<>();
    Map<ByteBuffer, Long> rows = rows(tx, messages, now);
    for (Message each : messages) {
      long row = Objects.requireNonNull(rows.get(each.key()));
      deliveries.putIfAbsent(
          row,
          new Delivery(row, inboxHash, each.id().toString(), inbox, each.body(), 0, null, null));
    }
    Set<Long> fresh = insert(tx, List.copyOf(deliveries.values()), nextTry, null);
    deliveries.keySet().retainAll(fresh);
    return List.copyOf(deliveries.values());
  }

  /**
   * Stores deliveries of one message to ordinary servers, due at once; nothing for inboxes that
   * were sent it before.
   *
   * @param giveUpAt when they are given up
   */
  static void insert(
      Transaction tx, Message message, List<URI> inboxes, Instant now, Instant giveUpAt) {
    long row = Objects.requireNonNull(rows(tx, List.of(message), now).get(message.key()));
    String id = message.id().toString();
    List<Delivery> deliveries =
        inboxes.stream()
            .map(
                inbox ->
                    new Delivery(
                        row, hash(inbox.toString()), id, inbox, message.body(), 0, null, giveUpAt))
            .toList();
    insert(tx, deliveries, now, giveUpAt);
  }

  /** Returns the messages of those that are new. */
  private static Set<Long> insert(
      Transaction tx, List<Delivery> deliveries, Instant nextTry, @Nullable Instant giveUpAt) {
    Set<Long> fresh = new HashSet<>();
    for (List<Delivery> part : Parts.of(deliveries)) {
      fresh.addAll(
          tx.dsl()
              .insertInto(DELIVERY)
              .set(part.stream().map(each -> row(each, nextTry, giveUpAt)).toList())
              .onDuplicateKeyIgnore()
              .returningResult(DELIVERY.MESSAGE)
              .fetch(DELIVERY.MESSAGE));
    }
    return fresh;
  }

  private static DeliveryRecord row(
      Delivery delivery, Instant nextTry, @Nullable Instant giveUpAt) {
    DeliveryRecord row = new DeliveryRecord();
    row.setMessage(delivery.message());
    row.setInboxHash(delivery.inboxHash());
    row.setInbox(delivery.inbox().toString());
    row.setHost(delivery.host());
    row.setState(OutboxStore.PENDING);
    row.setAttempts(0);
    row.setNextTry(nextTry);
    row.setGiveUpAt(giveUpAt);
    return row;
  }

  /** The rows of messages by the hashes of their ids, be they new or were there before. */
  private static Map<ByteBuffer, Long> rows(Transaction tx, List<Message> messages, Instant now) {
    Map<ByteBuffer, Long> rows = new HashMap<>();
    for (List<Message> part : Parts.of(messages)) {
      tx.dsl()
          .insertInto(OUTBOUND_MESSAGE)
          .set(part.stream().map(each -> row(each, now)).toList())
          .onDuplicateKeyIgnore()
          .returningResult(OUTBOUND_MESSAGE.ID_HASH, OUTBOUND_MESSAGE.SEQUENCE)
          .forEach(row -> rows.put(ByteBuffer.wrap(row.value1()), row.value2()));
    }
    List<byte[]> known =
        messages.stream()
            .map(Message::key)
            .filter(key -> !rows.containsKey(key))
            .map(ByteBuffer::array)
            .toList();
    if (!known.isEmpty()) {
      tx.dsl()
          .select(OUTBOUND_MESSAGE.ID_HASH, OUTBOUND_MESSAGE.SEQUENCE)
          .from(OUTBOUND_MESSAGE)
          .where(OUTBOUND_MESSAGE.ID_HASH.in(known))
          .forEach(row -> rows.put(ByteBuffer.wrap(row.value1()), row.value2()));
    }
    return rows;
  }

  private static OutboundMessageRecord row(Message message, Instant now) {
    OutboundMessageRecord row = new OutboundMessageRecord();
    row.setIdHash(message.idHash());
    row.setId(message.id().toString());
    row.setBody(message.body());
    row.setCreatedAt(now);
    return row;
  }

  private static byte[] hash(String text) {
    return Sha256.of(text);
  }
}
