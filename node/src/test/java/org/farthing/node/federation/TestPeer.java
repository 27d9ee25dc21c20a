package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.farthing.node.account.ActorKeyRing;
import org.farthing.node.account.Members;
import org.farthing.node.account.TestSecret;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.ActorDocuments;
import org.farthing.node.federation.actor.ActorRoutes;
import org.farthing.node.federation.actor.Intent;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.NodeFigures;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.actor.WellKnownRoutes;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.inbox.ActivityHandler;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpRequestHead;

/**
 * A node as far as other servers see it: a database, a server on a loopback port, members with
 * keys, and all of {@link Federation}. What it is sent it writes down, and then hands to {@link
 * #handler}.
 */
public final class TestPeer implements AutoCloseable {

  /** Fast enough for tests to wait for. */
  public static final RetrySchedule IMPATIENT =
      new RetrySchedule(Duration.ofMillis(20), Duration.ofMillis(200), Integer.MAX_VALUE, true);

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  public final LocalIds ids;
  public final Database database;
  public final ActorKeyRing keys;
  public final Members members;
  public final ActivitySigner signer;
  public final GuardedHttpClient client;
  public final Federation federation;
  public final ActorDocuments documents;

  /** What the actors show; to be filled before a test begins. */
  public final TestCollection followers = new TestCollection("followers");

  /** What members have shown to be theirs. */
  public final TestLinks links = new TestLinks();

  /** What was handled, in that order; rolled back attempts are not in it. */
  public final List<VerifiedActivity> handled = new CopyOnWriteArrayList<>();

  /** Who is not heard. */
  public final Set<ActorId> blocked = ConcurrentHashMap.newKeySet();

  /** What else is done with each activity. */
  public volatile ActivityHandler handler = (_, _) -> {};

  private final AtomicInteger lostAnswers = new AtomicInteger();
  private final AtomicInteger committed = new AtomicInteger();
  private final int doneBefore;
  private final DatabaseAddress address;
  private final HttpServer server;

  private TestPeer(DatabaseAddress address, int port) {
    this.address = address;
    this.ids = new LocalIds(Origin.of("http://localhost:" + port));
    this.database = Database.open(address, 16);
    InstantSource system = InstantSource.system();
    this.keys = new ActorKeyRing(database, TestSecret.secret(), ids, system);
    this.members = new Members(database, keys, ids, system);
    this.signer = new ActivitySigner(keys, system);
    this.client = new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD);
    this.federation =
        new Federation(
            database,
            ids,
            keys,
            client,
            activity -> !blocked.contains(activity.actor()),
            IMPATIENT,
            system);
    this.documents = new ActorDocuments(ids, keys, links);
    this.doneBefore = done();
    this.server = HttpServer.start("localhost", port, ErrorPage.plain(), this::routes);
  }

  /** A running node with an empty database. */
  public static TestPeer start() {
    return stopped().started();
  }

  /** A node that takes in and stores, but does not yet handle or deliver. */
  public static TestPeer stopped() {
    return new TestPeer(TestDatabase.address(), freePort());
  }

  /** Where its database is, for another process. */
  DatabaseAddress address() {
    return address;
  }

  /** A node that is back, with its database and at its address. */
  public TestPeer restarted() {
    close();
    return new TestPeer(address, ids.origin().port()).started();
  }

  public TestPeer started() {
    federation.start(
        (tx, activity) -> {
          handler.handle(tx, activity);
          tx.afterCommit(
              () -> {
                handled.add(activity);
                committed.incrementAndGet();
              });
        });
    return this;
  }

  private void routes(HttpRouting.Builder routing) {
    routing.post("/inbox", this::perhapsLoseAnswer);
    routing.register(
        new ActorRoutes(
            ids,
            members,
            documents,
            new KeyHistories(ids, keys, InstantSource.system()),
            List.of(followers),
            (_, response) -> response.send("a page for people")));
    routing.register(
        new WellKnownRoutes(
            ids,
            members,
            List.of(new Intent(Intent.LIKE, "/flattr?url={object}")),
            "1.2.3",
            () ->
                new NodeFigures(
                    members.count(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    OptionalLong.of(0),
                    false)));
    federation.routes(routing);
  }

  /** Takes in the next so many messages without saying so. */
  public void loseAnswers(int number) {
    lostAnswers.set(number);
  }

  private void perhapsLoseAnswer(ServerRequest request, ServerResponse response)
      throws IOException {
    if (lostAnswers.getAndUpdate(left -> Math.max(0, left - 1)) == 0) {
      response.next();
      return;
    }
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach(header -> headers.put(header.name(), header.allValues()));
    URI target = ids.origin().resolve("/inbox");
    byte[] body = request.content().inputStream().readAllBytes();
    federation.inbox().accept(new HttpRequestHead("POST", target, headers), body);
    response.status(Status.BAD_GATEWAY_502).send();
  }

  /** A document in the name of an actor of this node, with its proof. */
  public JsonObject signed(ActorId actor, String content) {
    return signer.sign(unsigned(actor, content), actor);
  }

  /** The same without a proof. */
  public JsonObject unsigned(ActorId actor, String content) {
    return Json.createObjectBuilder()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", ids.origin() + "/activities/" + Uuid7.next())
        .add("type", "Like")
        .add("actor", actor.toString())
        .add("object", "https://blog.example/post/1")
        .add("content", content)
        .add("published", Instant.now().toString())
        .build();
  }

  /** What signs requests in this node's name. */
  public RequestSigner requests() {
    return new RequestSigner(ids, keys, InstantSource.system());
  }

  /** A message from this node's own actor. */
  public JsonObject signed(String content) {
    return signed(ids.node(), content);
  }

  public void send(JsonObject signed, TestPeer to) {
    database.execute(tx -> federation.outbox().send(tx, signed, to.ids.sharedInbox()));
  }

  /** The remote actor, which must be found. */
  public RemoteActor find(ActorId id) {
    return found(federation.directory().find(id));
  }

  public static RemoteActor found(ActorLookup lookup) {
    assertThat(lookup).isInstanceOf(ActorLookup.Found.class);
    return ((ActorLookup.Found) lookup).actor();
  }

  /** Waits until something holds. */
  public static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(DEADLINE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waiting until " + what).isBefore(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** What a slow server takes. */
  static void pause(Duration time) {
    LockSupport.parkNanos(time.toNanos());
  }

  /** Waits until nothing is left to do on any of these nodes. */
  public static void awaitRest(TestPeer... peers) {
    await(
        "all is done",
        () -> {
          List<Backlog> first = backlogs(peers);
          return first.stream().allMatch(Backlog::isEmpty)
              && first.equals(backlogs(peers))
              && Stream.of(peers).allMatch(TestPeer::hasWrittenDownAll);
        });
  }

  /** What is handled is written down a moment after the commit. */
  private boolean hasWrittenDownAll() {
    return done() == doneBefore + committed.get();
  }

  private int done() {
    return database.read(
        tx -> tx.dsl().fetchCount(INBOUND_ACTIVITY, INBOUND_ACTIVITY.STATE.eq("done")));
  }

  private static List<Backlog> backlogs(TestPeer... peers) {
    return Stream.of(peers).map(peer -> peer.federation.backlog()).toList();
  }

  public static String content(VerifiedActivity activity) {
    return activity.document().content().orElseThrow();
  }

  public static byte[] bytes(JsonObject document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    federation.close();
    client.close();
    database.close();
  }
}
