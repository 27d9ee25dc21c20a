package org.farthing.node.federation.outbox;

import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.federation.outbox.MessageStore.Message;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.ObjectProof;

/** Takes messages to others, and delivers them once it is started. Safe for use by many threads. */
public final class Outbox implements AutoCloseable {

  /** Ordinary servers that were away for longer hear the next news. */
  private static final Duration GIVEN_UP_AFTER = Duration.ofDays(3);

  private final Database database;
  private final OutboxStore store = new OutboxStore();
  private final InstantSource system;
  private final DeliveryWorker worker;

  /**
   * @param owed for what is owed between nodes
   * @param ordinary for what ordinary servers are told
   */
  public Outbox(
      Database database,
      SignedClient client,
      Admission admission,
      RetrySchedule owed,
      RetrySchedule ordinary,
      InboxGone inboxGone,
      InstantSource system) {
    this.database = database;
    this.system = system;
    RetrySchedules schedules = new RetrySchedules(owed, ordinary);
    DeliverySender sender = new DeliverySender(client, admission, system);
    DeliveryRecorder recorder = new DeliveryRecorder(database, store, schedules, inboxGone, system);
    this.worker = new DeliveryWorker(database, store, sender, recorder, schedules, system);
  }

  /** Starts to deliver. */
  public void start() {
    worker.start();
  }

  /**
   * Stores a message that is owed to another node together with what gave rise to it; it is
   * delivered after the commit, and tried until it is taken. A message whose id was sent to this
   * inbox before is not sent again, and the first bytes of an id are those that every inbox gets.
   *
   * @param signed with the proof of its actor, an actor of this node
   * @param inbox of another server
   */
  public void send(Transaction tx, JsonObject signed, URI inbox) {
    send(tx, List.of(signed), inbox);
  }

  /** As {@link #send(Transaction, JsonObject, URI)}, of several messages in their order. */
  public void send(Transaction tx, List<JsonObject> signed, URI inbox) {
    List<Message> messages = signed.stream().map(Message::of).toList();
    int room = worker.room(Origin.of(inbox).authority());
    int handed = Math.min(room, messages.size());
    handOver(tx, messages.subList(0, handed), inbox);
    leave(tx, messages.subList(handed, messages.size()), inbox);
  }

  private void handOver(Transaction tx, List<Message> messages, URI inbox) {
    Instant now = system.instant();
    Instant leaseEnd = now.plus(DeliveryWorker.LEASE);
    MessageStore.insert(tx, messages, inbox, now, leaseEnd)
        .forEach(delivery -> tx.afterCommit(() -> worker.handOver(delivery, leaseEnd)));
  }

  /** Who delivers claims them when there is room for them. */
  private void leave(Transaction tx, List<Message> messages, URI inbox) {
    Instant now = system.instant();
    if (!MessageStore.insert(tx, messages, inbox, now, now).isEmpty()) {
      tx.afterCommit(() -> wakeFor(inbox));
    }
  }

  /**
   * Stores a message to ordinary servers together with what gave rise to it, once however many
   * inboxes there are; it is delivered after the commit, and given up after some days. An inbox
   * that is named twice, or was sent the message before, gets it once.
   *
   * @param signed in the name of an actor of this node, with its proof or without
   * @param inboxes of other servers: the shared ones where there are such
   */
  public void sendAll(Transaction tx, JsonObject signed, Collection<URI> inboxes) {
    if (inboxes.isEmpty()) {
      return;
    }
    Instant now = system.instant();
    MessageStore.insert(
        tx,
        Message.of(signed),
        inboxes.stream().distinct().toList(),
        now,
        now.plus(GIVEN_UP_AFTER));
    tx.afterCommit(() -> inboxes.forEach(this::wakeFor));
  }

  /** Keeps a message of this node's that another server has shown to have: it was delivered. */
  public void keepDelivered(Transaction tx, JsonObject signed, URI inbox) {
    store.insertDelivered(tx, Message.of(signed), inbox, system.instant());
  }

  /** Keeps such a message in place of what this node has sent under its id since. */
  public void keepDeliveredInstead(Transaction tx, JsonObject signed, URI inbox) {
    store.replaceDelivered(tx, Message.of(signed), inbox, system.instant());
  }

  /** Delivers a message once more, to a server that seems to have lost it. */
  public void repeat(Transaction tx, ActivityId id, URI inbox) {
    store.repeat(tx, id, inbox, system.instant());
    tx.afterCommit(() -> wakeFor(inbox));
  }

  private void wakeFor(URI inbox) {
    worker.wake(Origin.of(inbox).authority());
  }

  /** The bytes of messages that were sent, by the hashes of their ids in hex; those that were. */
  public Map<String, byte[]> bodies(Transaction tx, Collection<byte[]> idHashes) {
    return store.bodies(tx, idHashes);
  }

  /**
   * Puts another proof on what is on its way with that of a key: the same messages, but for it.
   *
   * @param sign what a message becomes that is without a proof
   * @return how many messages there were
   */
  public int proveAnew(Transaction tx, URI key, UnaryOperator<JsonObject> sign) {
    int proven = 0;
    for (OutboxStore.Pending pending : store.pendingWith(tx, key)) {
      JsonObject signed = Json.parseObject(pending.body());
      if (ObjectProof.verificationMethodOf(signed).filter(key::equals).isPresent()) {
        JsonObject unsigned = Json.newObject(signed).remove("proof").build();
        String again = sign.apply(unsigned).toString();
        store.replace(tx, pending.message(), again.getBytes(StandardCharsets.UTF_8));
        proven++;
      }
    }
    return proven;
  }

  /** Another server has just sent something: should it have been down, it is no more. */
  public void heardFrom(Origin server) {
    worker.heardFrom(server.authority());
  }

  /** How many deliveries are pending or under way. */
  public long outstanding() {
    return database.read(store::pending);
  }

  @Override
  public void close() {
    worker.close();
  }
}
