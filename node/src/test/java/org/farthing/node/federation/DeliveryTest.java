package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.federation.TestPeer.await;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.farthing.node.federation.StubServer.Reply;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.federation.outbox.InboxGone;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.protocol.activity.Origin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How what ordinary servers are told reaches them, or does not. */
class DeliveryTest {

  private static final RetrySchedule BRIEF =
      new RetrySchedule(Duration.ofMillis(20), Duration.ofMillis(100), 4, false);

  private final ConcurrentLinkedQueue<URI> gone = new ConcurrentLinkedQueue<>();
  private TestPeer peer;
  private StubServer server;
  private Federation federation;

  @BeforeEach
  void start() {
    peer = TestPeer.stopped();
    server = StubServer.start();
    federation = started();
  }

  @AfterEach
  void stop() {
    federation.close();
    server.close();
    peer.close();
  }

  /** One process of the node. */
  private Federation started() {
    InboxGone heed = (_, inbox) -> gone.add(inbox);
    Federation process =
        new Federation(
            peer.database,
            peer.ids,
            peer.keys,
            peer.client,
            _ -> false,
            TestPeer.IMPATIENT,
            BRIEF,
            heed,
            InstantSource.system());
    process.start((_, _) -> {});
    return process;
  }

  private JsonObject sendAll(List<URI> inboxes) {
    JsonObject message = peer.signed("hello");
    peer.database.execute(tx -> federation.outbox().sendAll(tx, message, inboxes));
    return message;
  }

  private List<String> states() {
    return peer.database.read(
        tx -> tx.dsl().select(DELIVERY.STATE).from(DELIVERY).fetch(DELIVERY.STATE));
  }

  private void awaitStates(String... expected) {
    await("all is " + List.of(expected), () -> states().equals(List.of(expected)));
  }

  @Test
  void messageToManyInboxesIsStoredOnceAndReachesEachOnce() {
    List<URI> inboxes = new ArrayList<>();
    IntStream.range(0, 1_200).forEach(i -> inboxes.add(server.uri("/inbox/" + i)));
    inboxes.addAll(inboxes.subList(0, 100));

    JsonObject message = sendAll(inboxes);
    await("all are delivered", () -> federation.outbox().outstanding() == 0);

    assertThat(server.requests)
        .extracting(StubServer.Request::path)
        .hasSize(1_200)
        .doesNotHaveDuplicates();
    assertThat(server.requests)
        .extracting(StubServer.Request::id)
        .containsOnly(message.getString("id"));
    assertThat(peer.database.<Integer>read(tx -> tx.dsl().fetchCount(OUTBOUND_MESSAGE)))
        .isEqualTo(1);
  }

  @Test
  void inboxThatIsGoneIsGivenUpAndReported() {
    CountDownLatch first = new CountDownLatch(1);
    server.answer =
        _ -> {
          first.countDown();
          return Reply.of(410);
        };

    sendAll(List.of(server.uri("/gone")));
    sendAll(List.of(server.uri("/gone")));

    awaitStates("given_up", "given_up");
    assertThat(first.getCount()).isZero();
    assertThat(gone).contains(server.uri("/gone")).containsOnly(server.uri("/gone"));
  }

  @Test
  void refusalIsFinalForAnOrdinaryServerAndNotForWhatIsOwed() {
    server.answer = _ -> Reply.of(404);
    sendAll(List.of(server.uri("/a")));
    awaitStates("given_up");

    String problem = "{\"status\": 400, \"code\": \"missing\", \"pointer\": \"/object/amount\"}";
    server.answer = _ -> new Reply(400, Map.of(), problem);
    JsonObject owed = peer.signed("owed");
    peer.database.execute(tx -> federation.outbox().send(tx, owed, server.uri("/owed")));
    await("it is tried again", () -> count("/owed") > 6);

    assertThat(count("/a")).isEqualTo(1);
    assertThat(states()).containsExactlyInAnyOrder("given_up", "pending");
    assertThat(deliveries().queues())
        .singleElement()
        .extracting(Deliveries.Queue::errorOrNull)
        .isEqualTo("status 400 missing at /object/amount");
  }

  @Test
  void serverThatStaysDownIsGivenUpAfterItsAttempts() {
    server.answer = _ -> Reply.of(500);

    sendAll(List.of(server.uri("/a")));

    awaitStates("given_up");
    assertThat(count("/a")).isEqualTo(4);
  }

  @Test
  void hostIsLeftAloneAsLongAsItAsksForUntilAnAdminAsksForIt() {
    server.answer = _ -> new Reply(429, Map.of("Retry-After", "3600"), "");
    Federation patient = withSchedule();
    try (patient) {
      sendAll(List.of(server.uri("/a")));
      await("it has asked", () -> !deliveries().waiting(server.host()).isEmpty() && tried() > 0);
      assertThat(deliveries().queues())
          .singleElement()
          .satisfies(
              queue -> {
                assertThat(queue.host()).isEqualTo(server.host());
                assertThat(queue.pending()).isEqualTo(1);
                assertThat(queue.errorOrNull()).isEqualTo("status 429");
                assertThat(queue.nextTry()).isAfter(Instant.now().plus(Duration.ofMinutes(50)));
              });
      server.answer = _ -> Reply.of(202);

      int asked = deliveries().retry(server.host(), _ -> {});

      assertThat(asked).isEqualTo(1);
      awaitStates("delivered");
    }
  }

  /** It may be heard from all the time and take nothing yet. */
  @Test
  void hostThatIsHeardFromIsTriedEarlyNowAndThenWhichDoesNotUseUpAttempts() {
    AtomicReference<Duration> passed = new AtomicReference<>(Duration.ZERO);
    server.answer = _ -> Reply.of(500);
    RetrySchedule slow = new RetrySchedule(Duration.ofHours(1), Duration.ofHours(1), 16, false);
    withSchedule(slow, () -> Instant.now().plus(passed.get()));
    sendAll(List.of(server.uri("/a")));
    awaitPaused();

    hear(20);
    await("it is tried again", () -> server.requests.size() == 2);
    awaitPaused();
    hear(20);
    passed.set(Duration.ofSeconds(11));
    hear(20);
    await("it is tried once more", () -> server.requests.size() == 3);
    awaitPaused();
    assertThat(deliveries().waiting(server.host()).getFirst().attempts()).isEqualTo(1);

    server.answer = _ -> Reply.of(202);
    passed.set(Duration.ofSeconds(22));
    hear(1);

    awaitStates("delivered");
    assertThat(server.requests).hasSize(4);
  }

  private void hear(int times) {
    for (int heard = 0; heard < times; heard++) {
      federation.outbox().heardFrom(Origin.of(server.uri("/a")));
    }
  }

  /** For longer than a lease: half of the first pause at least. */
  private void awaitPaused() {
    Instant future = Instant.now().plus(Duration.ofMinutes(25));
    await(
        "the attempt is recorded",
        () -> deliveries().waiting(server.host()).getFirst().nextTry().isAfter(future));
  }

  /** In place of the brief one. */
  private Federation withSchedule() {
    return withSchedule(RetrySchedule.TO_SERVERS, InstantSource.system());
  }

  private Federation withSchedule(RetrySchedule ordinary, InstantSource clock) {
    federation.close();
    federation =
        new Federation(
            peer.database,
            peer.ids,
            peer.keys,
            peer.client,
            _ -> false,
            RetrySchedule.BETWEEN_NODES,
            ordinary,
            InboxGone.UNHEEDED,
            clock);
    federation.start((_, _) -> {});
    return federation;
  }

  private int tried() {
    return deliveries().waiting(server.host()).getFirst().attempts();
  }

  private Deliveries deliveries() {
    return new Deliveries(peer.database, InstantSource.system());
  }

  @Test
  void droppedHostIsGivenUpButForWhatIsOwed() {
    server.answer = _ -> Reply.of(500);
    withSchedule();
    sendAll(List.of(server.uri("/a")));
    JsonObject owed = peer.signed("owed");
    peer.database.execute(tx -> federation.outbox().send(tx, owed, server.uri("/owed")));

    Deliveries.Dropped kept = deliveries().drop(server.host(), false, _ -> {});
    Deliveries.Dropped all = deliveries().drop(server.host(), true, _ -> {});

    assertThat(kept).isEqualTo(new Deliveries.Dropped(1, 1));
    assertThat(all).isEqualTo(new Deliveries.Dropped(1, 0));
    assertThat(states()).containsOnly("given_up");
  }

  @Test
  void twoProcessesSendEachDeliveryOnceThoughTheHostIsSlow() {
    server.answer =
        _ -> {
          TestPeer.pause(Duration.ofMillis(5));
          return Reply.of(202);
        };
    try (Federation second = started()) {
      List<String> ids = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        JsonObject message = peer.signed("hello " + i);
        ids.add(message.getString("id"));
        Federation sender = i % 2 == 0 ? federation : second;
        peer.database.execute(
            tx -> sender.outbox().sendAll(tx, message, List.of(server.uri("/inbox"))));
      }
      await("all are delivered", () -> federation.outbox().outstanding() == 0);

      assertThat(server.requests)
          .extracting(StubServer.Request::id)
          .containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  @Test
  void whatAProcessThatEndedHadUnderWayIsTakenOverByAnother() {
    CountDownLatch end = new CountDownLatch(1);
    AtomicReference<String> held = new AtomicReference<>("");
    server.answer =
        request -> {
          if (held.compareAndSet("", request.id())) {
            awaitEnd(end);
          }
          return Reply.of(202);
        };
    JsonObject message = sendAll(List.of(server.uri("/inbox")));
    await("it is under way", () -> held.get().equals(message.getString("id")));

    federation.close();
    federation = started();

    awaitStates("delivered");
    assertThat(count("/inbox")).isEqualTo(2);
    end.countDown();
  }

  private static void awaitEnd(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long count(String path) {
    return server.requests.stream().filter(request -> request.path().equals(path)).count();
  }
}
