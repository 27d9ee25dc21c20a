package org.farthing.node;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.IDENTITY;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.farthing.node.generated.Tables.RECEIPT_LOG;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.THING;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.generated.enums.IdentityKind;
import org.farthing.node.generated.enums.IdentityState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.jooq.Field;
import org.jooq.Record;

/** A node without sockets and workers, to which a test hands messages; and what became of them. */
final class HandlingNode implements AutoCloseable {

  static final Instant NOW = Instant.parse("2026-11-10T12:00:00Z");

  /** The page of the thing that bob publishes here. */
  static final String PUBLISHED = "https://here.example/things/5";

  private static final Origin ORIGIN = Origin.of("https://here.example");

  private final SettableClock system = new SettableClock(NOW);
  private final NodeParts parts;
  private final InboundActivities handler;
  private final List<String> refused = new ArrayList<>();

  HandlingNode() {
    Clocks clocks = new Clocks(new SettableClock(NOW), system);
    this.parts =
        new NodeParts(
            new NodeSetup(
                ORIGIN,
                "localhost",
                0,
                TestDatabase.address(),
                4,
                keyFile(),
                TestNode.terms("XTS", true),
                clocks,
                _ -> new TestRail(),
                false),
            TestPeer.IMPATIENT);
    this.handler =
        new InboundActivities(
            parts.core.peers,
            parts.flattr.received,
            parts.flattr.answers,
            parts.logs.checkpoints(),
            parts.settlement.inbox(),
            parts.flattr.sought,
            parts.fediverse.social.inbox());
  }

  private static Path keyFile() {
    try {
      Path folder = Files.createTempDirectory("farthing-handling-");
      folder.toFile().deleteOnExit();
      Path file = folder.resolve("node.key");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ActorId member(String name) {
    return ActorId.of(ORIGIN + "/users/" + name);
  }

  /** Bob gives and carol does not; one of three nodes is suspended; all logs may be written. */
  void prepare() {
    for (String name : List.of("bob", "carol", "dora")) {
      Member member = parts.core.members.create(name, name);
      parts.money.deposits.confirm(member.id().value(), 10_000_000, name);
      parts.flattr.giving.setBudget(member.id(), 2_000_000);
    }
    registers("https://bob.example/song", "bob");
    registers("https://bob.example/poem", "bob");
    registers("https://carol.example/song", "carol");
    registers("https://dora.example/song", "dora");
    Member bob = named("bob");
    parts.core.database.execute(tx -> parts.flattr.things.publish(tx, "A page", bob.id(), "bob"));
    registers("https://bob.example/withdrawn", "bob");
    long withdrawn = parts.flattr.things.find("https://bob.example/withdrawn").orElseThrow().id();
    parts.core.database.execute(tx -> parts.flattr.things.withdraw(tx, withdrawn));
    gives("bob");
    for (String node : List.of("https://one.example", "https://two.example")) {
      peer(node);
      proves("bob", node + "/users/bobs-other-self");
    }
    Peer barred = peer("https://barred.example");
    parts.core.database.execute(
        tx -> parts.flattr.suspensions.set(tx, barred, Suspension.Reason.LATE));
    isSurelyNoRestoredOne();
  }

  private Peer peer(String node) {
    return parts.core.database.write(
        tx ->
            parts.core.peers.ensure(tx, ActorId.of(node + "/actor"), URI.create(node + "/inbox")));
  }

  private void proves(String name, String actor) {
    byte[] hash = Sha256.of(actor);
    parts.core.database.execute(
        tx ->
            tx.dsl()
                .insertInto(IDENTITY)
                .set(IDENTITY.MEMBER_ID, named(name).id().value())
                .set(IDENTITY.KIND, IdentityKind.actor)
                .set(IDENTITY.VALUE, actor)
                .set(IDENTITY.VALUE_HASH, hash)
                .set(IDENTITY.STATE, IdentityState.proved)
                .set(IDENTITY.HOW, "rel_me")
                .set(IDENTITY.ADDED_AT, NOW)
                .set(IDENTITY.PROVED_AT, NOW)
                .set(IDENTITY.CHECKED_AT, NOW)
                .execute());
  }

  /** Nothing of what it has signed is lost: it asks each peer for an hour, and then writes on. */
  private void isSurelyNoRestoredOne() {
    parts.core.database.execute(
        tx -> {
          for (Peer peer : parts.core.peers.all(tx)) {
            for (int month = 10; month <= 12; month++) {
              parts.flattr.received.isWhole(tx, YearMonth.of(2026, month), peer);
            }
          }
        });
    system.set(NOW.plus(Duration.ofHours(2)));
  }

  private Member named(String name) {
    return parts.core.members.find(name).orElseThrow();
  }

  void registers(String url, String name) {
    parts.flattr.things.register(url, null, named(name).id(), name);
  }

  /** Takes part in the month, and so receives in it. */
  void gives(String name) {
    parts.flattr.flattrs.record(named(name).id(), "https://dora.example/song", false);
  }

  /** In one transaction; when that fails, by halves, as an inbox does. */
  void handle(List<VerifiedActivity> activities) {
    try {
      parts.core.database.execute(tx -> handler.handleAll(tx, activities));
    } catch (ProtocolException e) {
      if (activities.size() == 1) {
        refused.add(activities.getFirst().id() + " " + e.code());
      } else {
        int half = activities.size() / 2;
        handle(activities.subList(0, half));
        handle(activities.subList(half, activities.size()));
      }
    }
  }

  /** What was refused as no message at all, in its order. */
  List<String> refused() {
    return List.copyOf(refused);
  }

  /** What is known of each flattr and gift that came. */
  List<String> books() {
    // Their numbers depend on what was rolled back.
    List<Field<?>> rows = List.of(RECEIVED_FLATTR.CREATOR_ID, RECEIVED_FLATTR.THING_ID);
    return parts.core.database.read(
        tx ->
            tx.dsl()
                .select(CREATOR.ACTOR, THING.URL)
                .select(
                    Stream.of(RECEIVED_FLATTR.fields()).filter(it -> !rows.contains(it)).toList())
                .from(RECEIVED_FLATTR)
                .leftJoin(CREATOR)
                .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
                .leftJoin(THING)
                .on(THING.ID.eq(RECEIVED_FLATTR.THING_ID))
                // Whether what does not count finds its thing's row depends on what came before it.
                .and(RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted))
                .orderBy(RECEIVED_FLATTR.URI)
                .fetch(HandlingNode::text));
  }

  /** The states that there are. */
  List<String> states() {
    return parts.core.database.read(
        tx ->
            tx.dsl()
                .selectDistinct(RECEIVED_FLATTR.STATE)
                .from(RECEIVED_FLATTR)
                .fetch(row -> row.value1().getLiteral()));
  }

  /** All entries of all logs, and how far these are. */
  List<String> logs() {
    List<String> logs = new ArrayList<>();
    parts.core.database.execute(
        tx -> {
          tx.dsl()
              .selectFrom(RECEIPT_LOG)
              .orderBy(RECEIPT_LOG.PERIOD, RECEIPT_LOG.PEER_ID)
              .forEach(row -> logs.add(text(row)));
          tx.dsl()
              .selectFrom(LOG_ENTRY)
              .orderBy(LOG_ENTRY.PERIOD, LOG_ENTRY.PEER_ID, LOG_ENTRY.SEQUENCE)
              .forEach(row -> logs.add(text(row)));
        });
    return logs;
  }

  /** All that is answered, but for the proofs. */
  List<String> answers() {
    return parts.core.database.read(
        tx ->
            tx.dsl()
                .select(DELIVERY.INBOX, DELIVERY.STATE, OUTBOUND_MESSAGE.BODY)
                .from(DELIVERY)
                .join(OUTBOUND_MESSAGE)
                .on(OUTBOUND_MESSAGE.SEQUENCE.eq(DELIVERY.MESSAGE))
                .where(OUTBOUND_MESSAGE.ID.startsWith(ORIGIN + "/answers/"))
                .orderBy(OUTBOUND_MESSAGE.ID, DELIVERY.INBOX)
                .fetch(row -> row.value1() + " " + row.value2() + " " + unproven(row.value3())));
  }

  private static JsonObject unproven(byte[] body) {
    return Json.newObject(Json.parseObject(body)).remove("proof").build();
  }

  private static String text(Record row) {
    List<String> values = new ArrayList<>();
    for (Object value : row.intoList()) {
      values.add(
          value instanceof byte[] bytes
              ? HexFormat.of().formatHex(bytes)
              : Objects.toString(value));
    }
    return String.join(" ", values);
  }

  @Override
  public void close() {
    parts.fediverse.federation.close();
    parts.core.client.close();
    parts.core.database.close();
  }
}
