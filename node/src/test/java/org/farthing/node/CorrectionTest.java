package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.farthing.node.account.Member;
import org.farthing.node.audit.AuditEntry;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Corrections;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.LineHold;
import org.farthing.node.settlement.LineHolds;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.MonthFigures.Shown;
import org.farthing.node.web.admin.AdminBrowser;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a statement has left out is made up for in that of a later month. */
final class CorrectionTest {

  private static final YearMonth NOVEMBER = OCTOBER.plusMonths(1);
  private static final Mandate MANDATE = new Mandate("test", "they were right");

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void giftThatIsMissedIsMadeUpForInTheNextMonthWithItsFee() {
    GivenGift gift = aGiftThatIsMissing();
    month.isClosed();
    assertThat(month.bob.available()).isEqualTo("5.40");

    Corrections.Held held = correct(OCTOBER, gift.id());
    assertThat(held.micros()).isEqualTo(3_000_000);
    assertThat(held.period()).isEqualTo(NOVEMBER);
    assertThat(month.alice.funds()).isEqualTo("1.00");
    assertThat(month.a.node().check()).isEmpty();
    assertRefused("already_corrected", gift.id());

    isClosed(NOVEMBER);

    assertThat(month.bob.available()).isEqualTo("8.10");
    assertThat(month.bob.pending()).isEqualTo("0.00");
    assertThat(month.b.feeAvailable()).isEqualTo("0.90");
    assertThat(disputesSince("2026-11-15T00:00:00Z")).isEmpty();
    assertThat(month.a.node().audit().since(Instant.EPOCH))
        .extracting(AuditEntry::action)
        .contains("peer-correct");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  @Test
  void lineThatWentBackToItsDonorIsMadeUpForOnceItsReceiptIsFound() {
    month.everybodyFlattrs();
    Given forgotten = month.carol.gave(OCTOBER).getFirst();
    setReceived(forgotten.id(), ReceivedFlattrState.undone);
    month.isClosed();
    assertThat(bobsWord().shown()).as("it is no undo").isEqualTo(Shown.OTHERWISE);
    assertRefused("nothing_missing", forgotten.id());
    month.calendar.set(Instant.parse("2026-12-30T00:00:00Z"));
    month.a.node().lookForWhatIsDue();
    awaitQuiet(month.a, month.b);
    assertThat(month.carol.funds()).isEqualTo("5.00");
    setReceived(forgotten.id(), ReceivedFlattrState.counted);

    correct(OCTOBER, forgotten.id());
    assertThat(month.carol.funds()).isEqualTo("3.00");
    isClosed(YearMonth.of(2026, 12));

    assertThat(month.bob.available()).as("3.60 of October, and 2.00 less 10 %").isEqualTo("5.40");
    assertThat(month.a.node().proofs().given(month.carol.id(), forgotten.id()))
        .asString(StandardCharsets.UTF_8)
        .contains("\"kind\":\"correction\"", forgotten.id().toString());
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  @Test
  void lineThatIsHeldBackGoesToItsDonorAndIsMadeUpForOnceTheHoldIsLifted() throws Exception {
    month.everybodyFlattrs();
    Given given = month.carol.gave(OCTOBER).getFirst();
    String id = given.id().uri(month.a.node().origin());
    AdminBrowser olga = AdminBrowser.ofAdmin(month.b.setup(), month.b.node(), "olga");
    String peer = "/admin/peers/" + month.b.node().peers().getFirst().id();
    isHeldBack(olga, peer, id);

    month.isClosed();

    assertThat(disputes(month.a)).containsExactly("FRAUD_HOLD", "FRAUD_HOLD");
    assertThat(disputes(month.b)).containsExactly("FRAUD_HOLD", "FRAUD_HOLD");
    assertThat(month.bob.available()).as("4.00 less 10 %, the rest is paid").isEqualTo("3.60");
    AdminBrowser anna = AdminBrowser.ofAdmin(month.a.setup(), month.a.node(), "anna");
    assertThat(anna.reads("/admin/peers/" + peer() + "/months/2026-10"))
        .contains(
            "FRAUD_HOLD: Receipted, and held back", id, "/receipt", "This node holds the same.");
    assertThat(bobReads("/me/creator/months/2026-10"))
        .contains("2.00 XTS of this month is held back while those who run this node look into it");
    assertThat(olga.isTold(peer + "/hold", hold("flattr", aliceGave())))
        .as("what is agreed to is not held back any more")
        .startsWith("409");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();

    month.calendar.set(Instant.parse("2026-12-30T00:00:00Z"));
    month.a.node().lookForWhatIsDue();
    awaitQuiet(month.a, month.b);
    assertThat(month.carol.funds()).isEqualTo("5.00");
    long number = month.b.node().lineHolds().of(bPeer()).getFirst().id();
    String lift = peer + "/holds/" + number + "/lift";
    assertThat(olga.reads(lift)).contains(id);
    assertThat(olga.isLedTo(lift, Map.of("reason", "carol is carol")))
        .isEqualTo("303 " + peer + "?done=lift");
    correct(OCTOBER, given.id());
    isClosed(YearMonth.of(2026, 12));

    assertThat(month.bob.available()).as("3.60 of October, and 2.00 less 10 %").isEqualTo("5.40");
    assertThat(month.b.node().audit().since(Instant.EPOCH))
        .extracting(AuditEntry::action)
        .contains("peer-hold", "peer-lift");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  /** Olga does so on her page, after some things that cannot be held. */
  private void isHeldBack(AdminBrowser olga, String peer, String id) throws Exception {
    assertThat(olga.reads(peer)).contains("Nothing is held back", peer + "/hold");
    String given = olga.reads(peer + "/months/2026-10/received");
    String prefilled = peer + "/hold?subject=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
    assertThat(given).contains(id, prefilled, "/users/bob", "All of it has a receipt");
    assertThat(olga.reads(peer + "/months/2026-09/received"))
        .contains("Nothing of this month counts.", "stands here once it has a receipt")
        .doesNotContain("All of it has a receipt");
    assertThat(olga.reads(peer + "/months/2026-10/received?before=" + id)).doesNotContain(id);
    assertThat(olga.reads(prefilled)).contains("value=\"" + id);
    for (Map<String, String> wrong :
        List.of(
            hold("flattr", "song"),
            hold("flattr", id + "0"),
            hold("creator", "nobody"),
            hold("donor_tag", "two words"),
            hold("everything", id))) {
      assertThat(olga.isTold(peer + "/hold", wrong)).as("%s", wrong).startsWith("40");
    }
    assertThat(olga.isLedTo(peer + "/hold", hold("flattr", id)))
        .isEqualTo("303 " + peer + "?done=hold");
    assertThat(olga.isTold(peer + "/hold", hold("flattr", id))).startsWith("409");
    assertThat(olga.reads(peer)).contains(id, "is carol one person?", "/lift");
    allForBobIsHeldAndLifted();
  }

  private void allForBobIsHeldAndLifted() {
    LineHolds holds = month.b.node().lineHolds();
    LineHold all = holds.holdCreator(bPeer(), "bob", MANDATE);
    LineHold tag = holds.holdDonor(bPeer(), "a-tag", MANDATE);
    assertThat(holds.of(bPeer())).hasSize(3).contains(all, tag);
    holds.lift(bPeer(), all.id(), MANDATE);
    holds.lift(bPeer(), tag.id(), MANDATE);
    assertThat(month.b.node().audit().since(Instant.EPOCH))
        .extracting(AuditEntry::subject)
        .as("the log names nobody")
        .contains("peer:%d creator member:%s".formatted(bPeer(), month.bob.id()))
        .noneMatch(subject -> subject.contains("bob"));
  }

  private static Map<String, String> hold(String kind, String subject) {
    return Map.of("kind", kind, "subject", subject, "reason", "is carol one person?");
  }

  /** What bob's node disputes of the statement of october to it. */
  private MonthFigures.Difference bobsWord() {
    MonthFigures figures = month.a.node().figures();
    Statement stated = figures.pairs(OCTOBER).getFirst().month().ourStatement().orElseThrow();
    return figures.differences(stated).getFirst();
  }

  private String bobReads(String path) throws Exception {
    Member bob = month.b.node().members().find("bob").orElseThrow();
    return AdminBrowser.ofMember(month.b.setup(), bob).reads(path);
  }

  private String aliceGave() {
    return month.alice.gave(OCTOBER).getFirst().id().uri(month.a.node().origin());
  }

  private int bPeer() {
    return month.b.node().peers().getFirst().id();
  }

  @Test
  void whatIsNotMissingIsNotMadeUpFor() {
    month.everybodyFlattrs();
    Given agreed = month.carol.gave(OCTOBER).getFirst();
    month.isClosed();

    assertRefused("nothing_missing", agreed.id());
    assertThat(month.carol.funds()).isEqualTo("3.00");
  }

  @Test
  void correctionOfWhatWasPaidIsDisputed() {
    GivenGift missing = aGiftThatIsMissing();
    Given paid = month.carol.gave(OCTOBER).getFirst();
    month.isClosed();
    // A node that passes money off as a correction of October, though that was paid.
    correct(OCTOBER, missing.id());
    ActivityId statement =
        month
            .a
            .node()
            .figures()
            .pairs(OCTOBER)
            .getFirst()
            .month()
            .ourStatement()
            .orElseThrow()
            .id();
    month.a.inDatabaseDo(
        tx ->
            new Corrections(new Ledger(), month.calendar)
                .makeUp(tx, paid.id(), peer(), statement, OptionalLong.of(500_000)));

    isClosed(NOVEMBER);

    assertThat(disputesSince("2026-11-15T00:00:00Z")).contains("UNKNOWN").doesNotContain("MISSING");
    assertThat(month.bob.available()).isEqualTo("8.10");
    assertThat(month.b.node().check()).isEmpty();
  }

  private GivenGift aGiftThatIsMissing() {
    month.everybodyFlattrs();
    GivenGift gift = month.alice.gave(month.bob, "3.00");
    awaitQuiet(month.a, month.b);
    month.a.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(GIFT)
                .set(GIFT.STATE, GiftState.sent)
                .setNull(GIFT.SEQUENCE)
                .where(GIFT.ID.eq(gift.id().uuid()))
                .execute());
    return gift;
  }

  private void setReceived(FlattrId flattr, ReceivedFlattrState state) {
    month.b.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(RECEIVED_FLATTR)
                .set(RECEIVED_FLATTR.STATE, state)
                .where(RECEIVED_FLATTR.URI.eq(flattr.uri(month.a.node().origin())))
                .execute());
  }

  private int peer() {
    return month.a.node().peers().getFirst().id();
  }

  private Corrections.Held correct(YearMonth of, FlattrId flattr) {
    return month.a.node().pairDecisions().correct(peer(), of, flattr, MANDATE);
  }

  private void assertRefused(String code, FlattrId flattr) {
    assertThatThrownBy(() -> correct(OCTOBER, flattr))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(code));
  }

  private void isClosed(YearMonth period) {
    TestNode.cutOff(month.calendar, period);
    month.a.closes(period);
    month.b.closes(period);
    awaitQuiet(month.a, month.b);
    TestPeer.await(
        "both have closed it",
        () ->
            month.a.closes(period) == CloseStage.CLOSED
                && month.b.closes(period) == CloseStage.CLOSED);
  }

  private static List<String> disputes(TestNode node) {
    return node.inDatabase(tx -> tx.dsl().select(DISPUTE.CODE).from(DISPUTE).fetch(DISPUTE.CODE));
  }

  private List<String> disputesSince(String instant) {
    return month.b.inDatabase(
        tx ->
            tx.dsl()
                .select(DISPUTE.CODE)
                .from(DISPUTE)
                .where(DISPUTE.RAISED_AT.gt(Instant.parse(instant)))
                .fetch(DISPUTE.CODE));
  }
}
