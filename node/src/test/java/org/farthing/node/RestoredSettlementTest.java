package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.INBOUND_CONFLICT;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node that is put back to a day before it settled a month finds out from the other one what it
 * has signed and been told since, says the same once more, and pays nothing twice.
 */
final class RestoredSettlementTest {

  /** After the day on which a node pays what was not confirmed. */
  private static final Instant UNCONFIRMED = Instant.parse("2026-12-05T12:00:00Z");

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void settlesAMonthOnceMoreThatWasSettledSinceTheCopy() {
    month.everybodyFlattrs();
    month.calendar.set(Instant.parse("2026-11-03T12:00:00Z"));
    TestBackup ofPayer = backup(month.a);
    month.isClosed();
    month.everybodyHasWhatIsTheirs();
    Map<String, String> signed = signed(month.a);

    restore(month.a, ofPayer);
    TestPeer.await("a has closed", () -> month.a.closes(OCTOBER) == CloseStage.CLOSED);
    awaitQuiet(month.a, month.b);

    month.everybodyHasWhatIsTheirs();
    assertThat(signed(month.a)).isEqualTo(signed);
    nothingIsSignedTwice();
    assertThat(PaidByHand.actions(month.a)).contains("settlement-recalled");
  }

  @Test
  void agreesAndConfirmsAsItDidSinceTheCopy() {
    month.everybodyFlattrs();
    TestNode.cutOff(month.calendar, OCTOBER);
    month.a.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    // It knows the statement of a, and has not compared it yet.
    TestBackup ofPayee = backup(month.b);
    month.b.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    month.a.closes(OCTOBER);
    month.b.closes(OCTOBER);
    month.everybodyHasWhatIsTheirs();
    Map<String, String> signed = signed(month.b);

    restore(month.b, ofPayee);
    assertThat(month.b.stageWith(month.a, OCTOBER)).isNotEqualTo(Stage.CLOSED);
    TestPeer.await("b has closed", () -> month.b.closes(OCTOBER) == CloseStage.CLOSED);
    awaitQuiet(month.a, month.b);

    month.everybodyHasWhatIsTheirs();
    assertThat(signed(month.b)).isEqualTo(signed);
    nothingIsSignedTwice();
  }

  @Test
  void disputesAgainWhatItHasDisputedThoughItsBooksHaveItNow() {
    month.everybodyFlattrs();
    TestNode.cutOff(month.calendar, OCTOBER);
    month.a.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    TestBackup ofPayee = backup(month.b);
    takenBack(month.carol.gave(OCTOBER).getFirst().id());
    month.b.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    month.a.closes(OCTOBER);
    month.b.closes(OCTOBER);
    Map<String, String> signed = signed(month.b);
    assertThat(signed.keySet())
        .anyMatch(id -> id.endsWith("/statement-1/disagreement"))
        .anyMatch(id -> id.endsWith("/statement-2/agreement"));
    String available = month.bob.available();
    assertThat(available).as("4.00 less 10 %").isEqualTo("3.60");

    restore(month.b, ofPayee);
    TestPeer.await("b has closed", () -> month.b.closes(OCTOBER) == CloseStage.CLOSED);
    awaitQuiet(month.a, month.b);

    assertThat(signed(month.b)).isEqualTo(signed);
    assertThat(month.bob.available()).isEqualTo(available);
    nothingIsSignedTwice();
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  /** Of a flattr of carol's that b has a receipt of. */
  private void takenBack(FlattrId flattr) {
    month.b.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(RECEIVED_FLATTR)
                .set(RECEIVED_FLATTR.STATE, ReceivedFlattrState.undone)
                .where(RECEIVED_FLATTR.URI.eq(flattr.uri(month.a.node().origin())))
                .execute());
  }

  @Test
  void whatWasOfferedWhileNobodyCouldBeAskedGivesWayToWhatWasOfferedFirst() {
    month.everybodyFlattrs();
    month.calendar.set(Instant.parse("2026-11-03T12:00:00Z"));
    TestBackup ofPayer = backup(month.a);
    month.isClosed();
    month.everybodyHasWhatIsTheirs();
    String offered = offer(month.a);

    // It knows the other's terms, and nothing else gets through.
    month
        .b
        .proxy()
        .pass(
            (request, node) -> request.firstLine().contains("/policy") ? node.send(request) : null);
    restore(month.a, ofPayer);
    month.calendar.set(Instant.parse("2026-11-07T12:00:00Z"));
    TestPeer.await("a has stated", () -> month.a.closes(OCTOBER) == CloseStage.STATED);
    month.calendar.set(Instant.parse("2026-11-28T12:00:00Z"));
    TestPeer.await(
        "a offers to settle what it owes alone",
        () -> month.a.closes(OCTOBER) == CloseStage.STATED && signed(month.a).size() == 2);
    assertThat(offer(month.a)).isNotEqualTo(offered);
    month.calendar.set(UNCONFIRMED);
    assertThat(month.a.closes(OCTOBER)).isEqualTo(CloseStage.STATED);
    TestPeer.await("a has done what is due", () -> !month.a.node().isSettling());
    assertThat(signed(month.a)).as("pays what may be another settlement than before").hasSize(2);

    month.b.proxy().pass((request, node) -> node.send(request));
    TestPeer.await("a has closed", () -> month.a.closes(OCTOBER) == CloseStage.CLOSED);

    assertThat(offer(month.a)).isEqualTo(offered);
    month.everybodyHasWhatIsTheirs();
  }

  /** The settlement that a node has signed. */
  private static String offer(TestNode node) {
    return signed(node).entrySet().stream()
        .filter(it -> it.getKey().endsWith("/settlement/offer"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStatementThatCannotBeMadeAgainIsNeverMadeOtherwise() {
    month.calendar.set(Instant.parse("2026-10-20T12:00:00Z"));
    TestThing song = month.bob.thing("song");
    TestThing poem = month.bob.thing("poem");
    TestThing essay = month.carol.thing("essay");
    TestThing photo = month.alice.thing("photo");
    month.alice.flattrs(song);
    month.carol.flattrs(song);
    month.bob.flattrs(essay);
    awaitQuiet(month.a, month.b);
    TestBackup ofPayer = backup(month.a);
    month.alice.flattrs(poem);
    month.bob.flattrs(photo);
    month.alice.flattrs(essay);
    awaitQuiet(month.a, month.b);
    // What another node does not know is gone: that alice has given something to carol here.
    month.isClosed();
    Map<String, String> signed = signed(month.a);

    restore(month.a, ofPayer);
    TestPeer.await(
        "all but that is stated, and the other statement agreed to",
        () ->
            month.a.closes(OCTOBER) == CloseStage.STATED
                && unsaid().equals(List.of("StatementOffer", "SettlementOffer", "PaymentOffer")));

    assertThat(month.a.stageWith(month.b, OCTOBER)).isEqualTo(Stage.PROPOSED);
    assertThat(signed(month.a)).isEqualTo(signed);
    PaidByHand.assertRefused(
        "signed_debt",
        () ->
            month
                .a
                .node()
                .pairDecisions()
                .release(
                    month.a.node().peers().getFirst().id(),
                    OCTOBER,
                    Mandate.ofCommand("it is old, anyhow")));
    nothingIsSignedTwice();
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  /** What a has signed and its books do not show. */
  private List<String> unsaid() {
    int peer = month.a.node().peers().getFirst().id();
    return month.a.node().pairDecisions().unsaid(peer, OCTOBER).messages().stream()
        .map(message -> message.getClass().getSimpleName())
        .toList();
  }

  static TestBackup backup(TestNode node) {
    node.stop();
    TestBackup backup = TestBackup.of(node);
    node.restart();
    return backup;
  }

  static void restore(TestNode node, TestBackup backup) {
    node.stop();
    backup.restore();
    node.restart();
  }

  /** What a node has signed about months, by its ids. */
  private static Map<String, String> signed(TestNode node) {
    Map<String, String> bodies = new TreeMap<>();
    node.inDatabaseDo(
        tx ->
            tx.dsl()
                .select(OUTBOUND_MESSAGE.ID, OUTBOUND_MESSAGE.BODY)
                .from(OUTBOUND_MESSAGE)
                .where(OUTBOUND_MESSAGE.ID.contains("/settlements/"))
                .forEach(
                    row ->
                        bodies.put(
                            row.value1(), new String(row.value2(), StandardCharsets.UTF_8))));
    assertThat(bodies).isNotEmpty();
    return bodies;
  }

  private void nothingIsSignedTwice() {
    for (TestNode node : List.of(month.a, month.b)) {
      assertThat(node.<Integer>inDatabase(tx -> tx.dsl().fetchCount(INBOUND_CONFLICT))).isZero();
      assertThat(
              node.<List<String>>inDatabase(
                  tx ->
                      tx.dsl()
                          .select(INBOUND_ACTIVITY.ID)
                          .from(INBOUND_ACTIVITY)
                          .where(INBOUND_ACTIVITY.CODE.isNotNull())
                          .fetch(INBOUND_ACTIVITY.ID)))
          .as("refused")
          .isEmpty();
      assertThat(
              node.<Integer>inDatabase(
                  tx -> tx.dsl().fetchCount(DELIVERY, DELIVERY.STATE.eq("given_up"))))
          .isZero();
    }
  }
}
