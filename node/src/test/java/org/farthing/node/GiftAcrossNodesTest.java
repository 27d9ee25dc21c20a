package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.ledger.Breach;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.MonthFigures.Shown;
import org.farthing.protocol.message.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gifts to creators of another node: receipted, stated, agreed and paid with the month. */
final class GiftAcrossNodesTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void giftIsReceiptedAndSettledWithTheMonthAndBearsTheFee() {
    month.everybodyFlattrs();
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    assertThat(gift.state()).isEqualTo(GivenState.SENT);
    assertThat(month.alice.funds()).isEqualTo("1.00");
    awaitQuiet(month.a, month.b);
    assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.COUNTED);
    assertThat(month.bob.pending()).as("nothing is given yet").isEqualTo("0.00");

    month.isClosed();

    assertThat(month.alice.now(gift).givenMicrosOrNull()).isEqualTo(3_000_000);
    assertThat(month.alice.funds()).isEqualTo("1.00");
    assertThat(month.bob.available()).isEqualTo("8.10");
    assertThat(month.bob.pending()).isEqualTo("0.00");
    assertThat(month.b.feeAvailable()).isEqualTo("0.90");
    assertThat(month.a.bank()).isEqualTo("9.00");
    assertThat(month.b.bank()).isEqualTo("11.00");
    bothBooksAgree();
  }

  @Test
  void anonymousGiftNamesNobodyOnTheWire() {
    month.everybodyFlattrs();
    int before = month.b.proxy().posted().size();
    month.alice.anonymous();
    month.alice.gave(month.bob, "1.00");
    awaitQuiet(month.a, month.b);
    month.isClosed();

    List<TestProxy.Message> posted = month.b.proxy().posted();
    assertThat(posted.subList(before, posted.size()))
        .anySatisfy(message -> assertThat(message.text()).contains("\"Gift\""))
        .allSatisfy(
            message ->
                assertThat(String.join("\n", message.head()) + message.text())
                    .doesNotContain("alice")
                    .doesNotContain(month.alice.id().toString()));
    assertThat(month.bob.available()).isEqualTo("6.30");
    bothBooksAgree();
  }

  @Test
  void giftWaitsUntilItsCreatorGives() {
    month.calendar.set(Instant.parse("2026-10-05T00:00:00Z"));
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    awaitQuiet(month.a, month.b);
    assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(month.alice.now(gift).codeOrNull()).isEqualTo("not_receiving");

    month.bob.flattrs(month.carol.thing("essay"));
    awaitQuiet(month.a, month.b);

    assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.COUNTED);
  }

  @Test
  void refusedGiftIsFreeAtOnce() {
    try (TestNode euros =
        aNode().at(month.calendar).withCurrency("EUR").withoutGiveToGet().start()) {
      TestMember dora = euros.aCreator("dora");

      GivenGift gift = month.alice.gave(dora, "3.00");
      awaitQuiet(month.a, euros);

      assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.REFUSED);
      assertThat(month.alice.now(gift).codeOrNull()).isEqualTo("currency");
      assertThat(month.alice.funds()).isEqualTo("10.00");
      assertThat(month.a.node().check()).isEmpty();
      assertThat(euros.node().check()).isEmpty();
    }
  }

  @Test
  void unansweredGiftIsFreeWhenTheMonthIsSplit() {
    month.everybodyFlattrs();
    month.b.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    month.b.proxy().pass((_, _) -> null);
    TestNode.cutOff(month.calendar, OCTOBER);
    assertThat(month.a.closes(OCTOBER)).as("it waits for b").isEqualTo(CloseStage.CUT_OFF);

    month.calendar.set(month.calendar.instant().plus(Duration.ofDays(1)));
    month.a.closes(OCTOBER);

    assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.SENT);
    assertThat(month.alice.now(gift).givenMicrosOrNull()).isEqualTo(0);
    assertThat(month.alice.funds()).isEqualTo("4.00");
    assertThat(month.a.node().check()).isEmpty();
  }

  @Test
  void receiptThatIsUnderWayAtTheCutOffIsReadFromTheLogAndCounts() {
    month.everybodyFlattrs();
    month.a.proxy().pass((request, node) -> request.isPost() ? null : node.send(request));
    int before = month.a.proxy().posted().size();
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    TestPeer.await("it is receipted", () -> month.a.proxy().posted().size() > before);
    TestNode.cutOff(month.calendar, OCTOBER);
    month.a.closes(OCTOBER);

    assertThat(month.alice.now(gift).state()).isEqualTo(GivenState.COUNTED);
    assertThat(month.alice.now(gift).givenMicrosOrNull()).isEqualTo(3_000_000);
  }

  @Test
  void giftThatIsStatedWithAnotherAmountIsDisputedAndGoesBackToItsDonor() {
    month.everybodyFlattrs();
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    awaitQuiet(month.a, month.b);
    // To the node that has receipted 3.01, the other one states less than was given.
    month.b.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(RECEIVED_FLATTR)
                .set(RECEIVED_FLATTR.GIFT_MICROS, 3_010_000L)
                .where(RECEIVED_FLATTR.URI.eq(gift.id().uri(month.a.node().origin())))
                .execute());

    month.isClosed();

    assertThat(disputes(month.a)).containsExactly("AMOUNT", "AMOUNT");
    assertThat(disputes(month.b)).containsExactly("AMOUNT", "AMOUNT");
    assertThat(shown(month.a)).containsExactly(Shown.SAME);
    assertThat(month.bob.available()).as("its flattrs alone").isEqualTo("5.40");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check())
        .extracting(Breach::detail)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("gift_micros, by its Offer");

    month.calendar.set(Instant.parse("2026-12-30T00:00:00Z"));
    month.a.node().lookForWhatIsDue();
    awaitQuiet(month.a, month.b);
    assertThat(month.alice.funds()).isEqualTo("4.00");
    assertThat(month.a.node().check()).isEmpty();
  }

  @Test
  void receiptedGiftThatIsNotStatedIsMissed() {
    month.everybodyFlattrs();
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    awaitQuiet(month.a, month.b);
    // A node that keeps the money back, though it has a receipt.
    month.a.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(GIFT)
                .set(GIFT.STATE, GiftState.sent)
                .setNull(GIFT.SEQUENCE)
                .where(GIFT.ID.eq(gift.id().uuid()))
                .execute());

    month.isClosed();

    assertThat(disputes(month.a)).containsExactly("MISSING", "MISSING");
    assertThat(shown(month.a)).as("its own copy of the log has the receipt").contains(Shown.SAME);
    assertThat(month.bob.available()).isEqualTo("5.40");
    assertThat(month.alice.funds()).isEqualTo("4.00");
    bothBooksAgree();
  }

  private static List<String> disputes(TestNode node) {
    return node.inDatabase(tx -> tx.dsl().select(DISPUTE.CODE).from(DISPUTE).fetch(DISPUTE.CODE));
  }

  /** What a node holds of that which is shown for disputes of its own statement. */
  private static List<Shown> shown(TestNode node) {
    MonthFigures figures = node.node().figures();
    Statement ours = figures.pairs(OCTOBER).getFirst().month().ourStatement().orElseThrow();
    return figures.differences(ours).stream().map(MonthFigures.Difference::shown).toList();
  }

  private void bothBooksAgree() {
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }
}
