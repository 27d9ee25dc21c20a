package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.farthing.node.flattr.Given;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.ledger.Breach;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who lies about what is owed ends in a dispute that both sides see, and nothing is booked. */
final class HostilePeerTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void linesThatDoNotFitTheirStatementAreDisputed() {
    month.everybodyFlattrs();
    month.a.proxy().pass(altered("\"amount\":\"2000000\"", "\"amount\":\"2000001\""));

    closesAsFarAsItComes();

    bothSeeTheDispute("AMOUNT", "SIGNATURE", "AMOUNT", "SIGNATURE");
    bobHasGotNothing();
    bothBooksAgree();
  }

  @Test
  void omittedLineIsDisputedAndTheRestIsPaid() {
    month.everybodyFlattrs();
    // A node that denies a flattr for which it has a receipt, and signs a statement without it.
    Given denied = month.carol.gave(OCTOBER).getFirst();
    month.a.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(FLATTR)
                .set(FLATTR.STATE, FlattrState.refused)
                .set(FLATTR.CODE, "late")
                .where(FLATTR.ID.eq(denied.id().uuid()))
                .execute());

    month.isClosed();

    assertThat(disputes(month.a)).containsExactly("MISSING", "MISSING");
    assertThat(disputes(month.b)).containsExactly("MISSING", "MISSING");
    assertThat(month.bob.available()).isEqualTo("3.60");
    assertThat(month.b.node().check()).isEmpty();
    assertThat(month.a.node().check())
        .extracting(Breach::code)
        .as("what the denying node finds in its own books")
        .contains("flattr_differs");
  }

  @Test
  void lineWithoutAReceiptIsLeftOutAndGoesBackToItsDonorAfterTwoMonths() {
    month.everybodyFlattrs();
    // A node that has forgotten what it receipted, and holds to that.
    Given forgotten = month.carol.gave(OCTOBER).getFirst();
    month.b.inDatabaseDo(
        tx ->
            tx.dsl()
                .update(RECEIVED_FLATTR)
                .set(RECEIVED_FLATTR.STATE, ReceivedFlattrState.undone)
                .where(RECEIVED_FLATTR.URI.eq(forgotten.id().uri(month.a.node().origin())))
                .execute());

    month.isClosed();

    assertThat(disputes(month.a)).containsExactly("UNKNOWN", "UNKNOWN");
    assertThat(month.bob.available()).isEqualTo("3.60");
    assertThat(month.b.feeAvailable()).isEqualTo("0.40");
    assertThat(month.carol.funds()).isEqualTo("3.00");
    assertThat(month.a.node().check()).isEmpty();
    month.a.inDatabaseDo(
        tx -> tx.dsl().execute("UPDATE dispute SET amount_micros = amount_micros + 1"));
    assertThat(month.a.node().check()).extracting(Breach::code).contains("dispute_differs");
    month.a.inDatabaseDo(
        tx -> tx.dsl().execute("UPDATE dispute SET amount_micros = amount_micros - 1"));

    month.calendar.set(Instant.parse("2026-12-30T00:00:00Z"));
    month.a.node().lookForWhatIsDue();
    awaitQuiet(month.a, month.b);

    assertThat(month.carol.funds()).isEqualTo("5.00");
    assertThat(month.a.node().check()).isEmpty();
  }

  @Test
  void linesThatAreNoLinesAreDisputed() {
    month.everybodyFlattrs();
    month.a.proxy().pass(altered("{", "["));

    closesAsFarAsItComes();

    assertThat(month.b.stageWith(month.a, OCTOBER)).isEqualTo(Stage.DISPUTED);
    bobHasGotNothing();
    bothBooksAgree();
  }

  @Test
  void messagesAlteredOnTheirWayChangeNothing() {
    month
        .b
        .proxy()
        .pass(
            (request, node) -> {
              if (request.isPost() && request.text().contains("2026-10")) {
                node.send(request.withText(request.text().replace("2026-10", "2026-11")));
                node.send(request.withText(request.text().replace("micro", "macro") + " "));
                node.send(request.withText(" ".repeat(1 << 20) + request.text()));
                node.send(new TestProxy.Message(unsigned(request.head()), request.text()));
              }
              return node.send(request);
            });

    month.everybodyFlattrs();
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }

  @Test
  void otherContentUnderAKnownIdIsRefusedAndChangesNothing() {
    month.everybodyFlattrs();
    List<TestProxy.Message> known = month.b.proxy().posted();

    for (TestProxy.Message message : known) {
      TestProxy.Message forged = message.withText(message.text().replace("song", "poem"));
      TestProxy.Message answer = month.b.proxy().forward(forged);
      boolean same = forged.text().equals(message.text());
      assertThat(answer.firstLine()).contains(same ? " 202 " : " 40");
    }
    awaitQuiet(month.a, month.b);
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }

  private static List<String> unsigned(List<String> head) {
    List<String> lines = new ArrayList<>(head);
    lines.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("signature"));
    return lines;
  }

  /** A way for lines of statements on which one thing is another. */
  private static TestProxy.Passage altered(String what, String into) {
    UnaryOperator<String> change = text -> text.replaceFirst(Pattern.quote(what), into);
    return (request, node) ->
        request.firstLine().contains("/lines")
            ? changed(node.send(uncompressed(request)), change)
            : node.send(request);
  }

  private static TestProxy.Message changed(TestProxy.Message answer, UnaryOperator<String> change) {
    return answer.withText(change.apply(answer.text()));
  }

  /** Asks for an answer that can be read on its way. */
  private static TestProxy.Message uncompressed(TestProxy.Message request) {
    List<String> head = new ArrayList<>(request.head());
    head.removeIf(line -> line.toLowerCase(Locale.ROOT).startsWith("accept-encoding"));
    return new TestProxy.Message(head, request.text());
  }

  private void closesAsFarAsItComes() {
    TestNode.cutOff(month.calendar, OCTOBER);
    month.a.closes(OCTOBER);
    month.b.closes(OCTOBER);
    awaitQuiet(month.a, month.b);
    assertThat(month.a.closes(OCTOBER)).isEqualTo(CloseStage.STATED);
    assertThat(month.b.closes(OCTOBER)).isEqualTo(CloseStage.STATED);
  }

  private void bothSeeTheDispute(String... codes) {
    assertThat(month.a.stageWith(month.b, OCTOBER)).isEqualTo(Stage.DISPUTED);
    assertThat(month.b.stageWith(month.a, OCTOBER)).isEqualTo(Stage.DISPUTED);
    assertThat(disputes(month.a)).containsExactlyInAnyOrder(codes);
    assertThat(disputes(month.b)).containsExactlyInAnyOrder(codes);
  }

  private static List<String> disputes(TestNode node) {
    return node.inDatabase(tx -> tx.dsl().select(DISPUTE.CODE).from(DISPUTE).fetch(DISPUTE.CODE));
  }

  private void bobHasGotNothing() {
    assertThat(month.bob.pending()).isEqualTo("0.00");
    assertThat(month.bob.available()).isEqualTo("0.00");
    assertThat(month.b.feePending()).isEqualTo("0.00");
    assertThat(month.a.bank()).isEqualTo("15.00");
    assertThat(month.b.bank()).isEqualTo("5.00");
    assertThat(month.b.node().check()).isEmpty();
  }

  private void bothBooksAgree() {
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }
}
