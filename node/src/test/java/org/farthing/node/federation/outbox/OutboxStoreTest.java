package org.farthing.node.federation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OutboxStoreTest {

  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final URI INBOX = URI.create("https://b.example/inbox");
  private static final Instant NOW = Instant.parse("2026-11-01T09:00:00Z");
  private static final Instant LEASE_END = NOW.plus(Duration.ofMinutes(2));

  private final OutboxStore store = new OutboxStore();

  @BeforeEach
  void deliverWhatIsLeft() {
    for (String host : DATABASE.get().read(store::hosts).keySet()) {
      claim(host, 100, NOW.plus(Duration.ofDays(1)))
          .forEach(each -> DATABASE.get().execute(tx -> store.delivered(tx, each, NOW)));
    }
  }

  @Test
  void deliveryWhoseWorkerDiedIsDueAgainAfterItsLease() {
    send(1, INBOX);

    assertThat(claim("b.example", 10, NOW)).hasSize(1);
    assertThat(claim("b.example", 10, LEASE_END.minusMillis(1))).isEmpty();
    assertThat(claim("b.example", 10, LEASE_END)).hasSize(1);
  }

  @Test
  void deliveryThatIsLetGoIsDueAtOnceUnlessItWasDelivered() {
    send(30, INBOX);
    send(31, INBOX);
    List<Delivery> claimed = claim("b.example", 10, NOW);
    DATABASE.get().execute(tx -> store.delivered(tx, claimed.getFirst(), NOW));

    DATABASE.get().execute(tx -> store.lease(tx, claimed, NOW));

    assertThat(claim("b.example", 10, NOW))
        .extracting(Delivery::message)
        .containsExactly(claimed.getLast().message());
  }

  @Test
  void lateWorkerDoesNotUndoADelivery() {
    send(2, INBOX);
    Delivery dead = claim("b.example", 10, NOW).getFirst();
    Delivery living = claim("b.example", 10, LEASE_END).getFirst();

    DATABASE.get().execute(tx -> store.delivered(tx, living, NOW));
    DATABASE.get().execute(tx -> store.postponed(tx, dead, "too late", NOW, NOW));

    assertThat(DATABASE.get().<Long>read(store::pending)).isZero();
  }

  @Test
  void claimsOfOpenTransactionsDoNotOverlap() {
    for (int i = 10; i < 20; i++) {
      send(i, INBOX);
    }

    List<Delivery> both =
        DATABASE
            .get()
            .write(
                tx -> {
                  List<Delivery> mine =
                      new ArrayList<>(store.claim(tx, "b.example", 6, NOW, LEASE_END));
                  assertThat(mine).hasSize(6);
                  mine.addAll(
                      CompletableFuture.supplyAsync(() -> claim("b.example", 10, NOW)).join());
                  return mine;
                });

    assertThat(both).extracting(Delivery::message).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void eachInboxGetsAMessageOnce() {
    send(3, INBOX);
    send(3, INBOX);
    send(3, URI.create("https://c.example/inbox"));

    assertThat(DATABASE.get().read(store::hosts)).containsOnlyKeys("b.example", "c.example");
    assertThat(DATABASE.get().<Long>read(store::pending)).isEqualTo(2);
  }

  private void send(int number, URI inbox) {
    ActivityId id = ActivityId.of("https://a.example/activities/" + number);
    MessageStore.Message message =
        new MessageStore.Message(id, Sha256.of(id.toString()), new byte[] {1});
    DATABASE.get().execute(tx -> MessageStore.insert(tx, List.of(message), inbox, NOW, NOW));
  }

  private List<Delivery> claim(String host, int most, Instant now) {
    return DATABASE
        .get()
        .write(tx -> store.claim(tx, host, most, now, now.plus(Duration.ofMinutes(2))));
  }
}
