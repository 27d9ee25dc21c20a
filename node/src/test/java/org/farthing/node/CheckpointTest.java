package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.LOG_FORK;
import static org.farthing.node.generated.Tables.LOG_TREE;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.platform.http.AddressRule;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundLimits;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.protocol.proof.ProofCheck;
import org.farthing.protocol.proof.TrustedKeys;
import org.farthing.protocol.proof.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A difference between what two nodes hold of a log shows within a day, and is mended. */
final class CheckpointTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).behindAProxy().start();
  private final TestNode b = aNode().at(calendar).withoutGiveToGet().behindAProxy().start();
  private final TestMember alice = a.aDonor("alice").withFunds("20.00").withBudget("6.00");
  private final TestMember bob = b.aCreator("bob");

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @Test
  void oneIsOfferedOnTheNextDayAndNoneWhenNothingHasChanged() {
    flattrs("2026-10-10T10:00:00Z", "one", "two");
    assertThat(offers()).as("on the day itself").isEmpty();

    day("2026-10-11T00:00:00Z");
    assertThat(offers()).hasSize(1);
    assertThat(agreed(b, true)).isEqualTo(2);
    assertThat(agreed(a, false)).isEqualTo(2);

    day("2026-10-12T00:00:00Z");
    flattrs("2026-10-12T08:00:00Z", "three");
    day("2026-10-12T23:00:00Z");
    assertThat(offers()).as("while nothing is a day old").hasSize(1);
    day("2026-10-25T00:00:00Z");
    assertThat(offers()).as("for days in which nothing changed").hasSize(2);
    assertThat(agreed(b, true)).isEqualTo(3);
  }

  @Test
  void entryThatNeverArrivedIsFetchedWithinADay() {
    flattrs("2026-10-10T10:00:00Z", "one");
    // A receipt is lost for good: a has acknowledged it, and its database has not got it.
    Given two = alice.flattrs(bob.thing("two"));
    awaitQuiet(a, b);
    forget(two);
    flattrs("2026-10-10T11:00:00Z", "three");

    day("2026-10-11T00:00:00Z");

    assertThat(alice.now(two).state()).isEqualTo(GivenState.COUNTED);
    assertThat(agreed(a, false)).isEqualTo(3);
    assertThat(agreed(b, true)).isEqualTo(3);
    assertThat(a.node().check()).isEmpty();
  }

  @Test
  void twoSignedEntriesForOnePlaceAreKeptAsProof() {
    flattrs("2026-10-10T10:00:00Z", "one", "two");
    // A node that forgets what it has signed, and that the other one has heard of it.
    b.inDatabaseDo(
        tx -> {
          tx.dsl().execute("TRUNCATE TABLE log_entry");
          tx.dsl().execute("UPDATE receipt_log SET last_sequence = 1");
          tx.dsl().execute("UPDATE received_flattr SET state = 'undone', sequence = 0");
        });
    Given three = alice.flattrs(bob.thing("three"));
    awaitQuiet(a, b);

    assertThat(forks(a)).containsExactly("entry 2");
    assertThat(alice.now(three).state()).as("is not believed").isEqualTo(GivenState.SENT);
    int documents =
        a.inDatabase(
            tx ->
                tx.dsl()
                    .fetchCount(
                        LOG_FORK,
                        LOG_FORK
                            .FIRST_DOCUMENT
                            .ne(LOG_FORK.SECOND_DOCUMENT)
                            .and(LOG_FORK.FIRST_DOCUMENT.ne(new byte[0]))));
    assertThat(documents).isEqualTo(1);
    assertThat(a.node().exports().forks())
        .singleElement()
        .satisfies(
            proof ->
                assertThat(
                        ProofCheck.check(proof.getBytes(StandardCharsets.UTF_8), TrustedKeys.NONE))
                    .isInstanceOf(Verdict.Consistent.class));
  }

  @Test
  void checkpointOverOtherEntriesThanTheSignedOnesIsKeptAsProof() {
    flattrs("2026-10-10T10:00:00Z", "one", "two");
    b.inDatabaseDo(
        tx ->
            tx.dsl()
                .execute(
                    "REPLACE INTO log_tree (period, peer_id, ours, size, edge)"
                        + " SELECT period, peer_id, true, 1, REPEAT('x', 32) FROM receipt_log"));

    day("2026-10-11T00:00:00Z");

    assertThat(forks(a)).containsExactly("checkpoint 2");
    assertThat(agreed(a, false)).isZero();
    assertThat(agreed(b, true)).isZero();
  }

  @Test
  void logIsShownToNobodyButThePeerThatItIsAbout() {
    flattrs("2026-10-10T10:00:00Z", "one");
    URI entries = b.setup().origin().resolve("/logs/2026-10/own/entries?from=1&to=9");
    String flattr = alice.gave(OCTOBER).getFirst().id().toString();

    try (TestNode stranger = aNode().at(calendar).start()) {
      assertThat(answer(OutboundRequest.get(entries, Map.of()))).contains("no_signature");
      assertThat(answer(by(stranger, entries))).contains("unknown_peer");
      assertThat(answer(by(a, entries))).contains(flattr);

      stranger.aDonor("eve").withFunds("5.00").withBudget("5.00").flattrs(bob.thing("two"));
      awaitQuiet(b, stranger);
      assertThat(answer(by(stranger, entries))).contains("\"answers\":[{").doesNotContain(flattr);
    }
  }

  private static OutboundRequest by(TestNode node, URI address) {
    return node.signing(InstantSource.system(), signer -> signer.get(address, Map.of()));
  }

  private static String answer(OutboundRequest request) {
    try (GuardedHttpClient client =
        new GuardedHttpClient(AddressRule.LOOPBACK, OutboundLimits.STANDARD)) {
      OutboundResult result = client.send(request);
      assertThat(result).isInstanceOf(OutboundResult.Answer.class);
      return new String(((OutboundResult.Answer) result).body(), StandardCharsets.UTF_8);
    }
  }

  private void flattrs(String instant, String... titles) {
    calendar.set(Instant.parse(instant));
    for (String title : titles) {
      alice.flattrs(bob.thing(title));
      awaitQuiet(a, b);
    }
  }

  private void day(String instant) {
    calendar.set(Instant.parse(instant));
    awaitQuiet(a, b);
  }

  private void forget(Given flattr) {
    a.inDatabaseDo(
        tx -> {
          tx.dsl().execute("SET @last = (SELECT MAX(sequence) FROM log_entry)");
          tx.dsl().execute("CREATE TABLE kept AS SELECT * FROM log_entry WHERE sequence < @last");
          tx.dsl().execute("TRUNCATE TABLE log_entry");
          tx.dsl()
              .fetch("SELECT * FROM kept")
              .forEach(
                  row ->
                      tx.dsl()
                          .insertInto(LOG_ENTRY)
                          .columns(row.fields())
                          .values(row.intoArray())
                          .execute());
          tx.dsl()
              .execute(
                  "UPDATE flattr SET state = 'sent', sequence = NULL WHERE id = ?",
                  flattr.id().uuid());
          tx.dsl().execute("DELETE FROM inbound_activity ORDER BY sequence DESC LIMIT 1");
        });
  }

  private List<String> offers() {
    return a.inDatabase(
        tx ->
            tx.dsl()
                .select(INBOUND_ACTIVITY.ID)
                .from(INBOUND_ACTIVITY)
                .where(INBOUND_ACTIVITY.ID.contains("/checkpoints/"))
                .fetch(INBOUND_ACTIVITY.ID));
  }

  private static long agreed(TestNode node, boolean ours) {
    return node.inDatabase(
        tx ->
            tx.dsl()
                .select(LOG_TREE.AGREED)
                .from(LOG_TREE)
                .where(LOG_TREE.OURS.eq(ours))
                .fetchSingle(row -> row.value1()));
  }

  private static List<String> forks(TestNode node) {
    return node.inDatabase(
        tx ->
            tx.dsl()
                .select(LOG_FORK.KIND, LOG_FORK.PLACE)
                .from(LOG_FORK)
                .fetch(row -> row.value1() + " " + row.value2()));
  }
}
