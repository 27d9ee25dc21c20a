package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.generated.Tables.INBOUND_CONFLICT;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.LOG_FORK;

import java.time.Instant;
import java.util.List;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A node whose database is put back to the day before finds out from the other one what it has
 * signed and given since, takes it in, and signs nothing twice. Alice and carol are at one node,
 * bob and dave at the other, which is restored.
 */
final class RestoredBackupTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).behindAProxy().start();
  private final TestNode b = aNode().at(calendar).behindAProxy().start();
  private final TestMember alice = a.aDonor("alice").withFunds("20.00").withBudget("6.00");
  private final TestMember carol = a.aCreator("carol").withFunds("20.00").withBudget("4.00");
  private final TestMember bob = b.aCreator("bob").withFunds("20.00").withBudget("3.00");
  private final TestMember dave =
      b.aDonor("dave").withFunds("20.00").withBudget("2.00").anonymous();
  private final TestThing song = bob.thing("song");
  private final TestThing poem = bob.thing("poem");
  private final TestThing tune = bob.thing("tune");
  private final TestThing essay = carol.thing("essay");
  private final TestThing photo = alice.thing("photo");

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  @Test
  void takesInWhatItHadSignedAndGivenAndSettlesTheMonth() {
    firstDay();
    b.stop();
    TestBackup backup = TestBackup.of(b);
    b.restart();
    Given undone = secondDay();
    List<String> signed = logOfB();
    List<FlattrId> given = bob.gave(OCTOBER).stream().map(Given::id).toList();

    b.stop();
    backup.restore();
    b.restart();
    // What a node asks its peers after its start is no message that is under way.
    TestPeer.await("b has its log again", () -> logOfB().equals(signed));
    TestPeer.await("bob has his flattrs again", () -> bob.gave(OCTOBER).size() == given.size());
    TestPeer.await("dave has his flattrs again", () -> dave.gave(OCTOBER).size() == 2);
    awaitQuiet(a, b);

    assertThat(logOfB()).as("what b has signed").isEqualTo(signed).hasSize(5);
    assertThat(bob.gave(OCTOBER))
        .as("what bob has given")
        .allMatch(flattr -> flattr.state() == GivenState.COUNTED)
        .extracting(Given::id)
        .isEqualTo(given)
        .hasSize(2);
    assertThat(dave.gave(OCTOBER))
        .hasSize(2)
        .extracting(Given::state)
        .containsOnly(GivenState.COUNTED);
    assertThat(dave.reserved(OCTOBER)).contains("2.00");
    assertThat(b.node().check()).isEmpty();

    thirdDay();
    assertThat(logOfB()).startsWith(signed.toArray(String[]::new)).hasSize(6);
    isClosed();

    assertThat(alice.now(undone).state()).isEqualTo(GivenState.UNDONE);
    assertThat(bob.available()).as("of 4.00 and 4.00").isEqualTo("7.20");
    assertThat(carol.available()).as("of 2.00, 1.50 and 1.00").isEqualTo("4.05");
    assertThat(alice.available()).as("of 1.50 and 1.00").isEqualTo("2.25");
    nothingIsSignedTwice();
  }

  @Test
  void whatItsMembersHadTakenBackStaysSo() {
    firstDay();
    Given rueful = dave.flattrs(essay);
    awaitQuiet(a, b);
    b.stop();
    TestBackup backup = TestBackup.of(b);
    b.restart();
    Given hasty = dave.flattrs(photo);
    awaitQuiet(a, b);
    dave.undoes(essay);
    dave.undoes(photo);
    awaitQuiet(a, b);

    b.stop();
    backup.restore();
    b.restart();
    assertThat(dave.gave(OCTOBER)).extracting(Given::state).containsOnly(GivenState.COUNTED);
    TestPeer.await("dave has taken back what b knew", () -> isUndone(rueful));
    TestPeer.await("and what b had forgotten", () -> isUndone(hasty));
    awaitQuiet(a, b);

    isClosed();
    assertThat(dave.funds()).as("nothing of his was counted").isEqualTo("20.00");
    nothingIsSignedTwice();
  }

  private boolean isUndone(Given flattr) {
    return dave.gave(OCTOBER).stream()
        .anyMatch(it -> it.id().equals(flattr.id()) && it.state() == GivenState.UNDONE);
  }

  @Test
  void takesInTheGiftsThatItHadReceiptedAndSent() {
    firstDay();
    b.stop();
    TestBackup backup = TestBackup.of(b);
    b.restart();
    GivenGift sent = bob.gave(carol, "2.00");
    GivenGift sentUnnamed = dave.gave(alice, "1.00");
    GivenGift received = alice.gave(bob, "3.00");
    awaitQuiet(a, b);
    List<String> signed = logOfB();

    b.stop();
    backup.restore();
    b.restart();
    TestPeer.await("b has its log again", () -> logOfB().equals(signed));
    TestPeer.await(
        "bob has his gift again", () -> b.node().gifts().of(bob.id(), OCTOBER).size() == 1);
    TestPeer.await(
        "dave has his gift again", () -> b.node().gifts().of(dave.id(), OCTOBER).size() == 1);
    awaitQuiet(a, b);

    assertThat(bob.now(sent).state()).isEqualTo(GivenState.COUNTED);
    assertThat(dave.now(sentUnnamed).anonymous()).isTrue();
    assertThat(b.node().check()).isEmpty();
    isClosed();
    assertThat(bob.now(sent).givenMicrosOrNull()).isEqualTo(2_000_000);
    assertThat(alice.now(received).givenMicrosOrNull()).isEqualTo(3_000_000);
    nothingIsSignedTwice();
  }

  @Test
  void signsNothingBeforeItHasAskedWhatItHadSigned() {
    firstDay();
    b.stop();
    TestBackup backup = TestBackup.of(b);
    b.restart();
    secondDay();
    List<String> signed = logOfB();

    b.stop();
    backup.restore();
    a.proxy().pass((request, node) -> isAboutLogs(request) ? null : node.send(request));
    b.restart();
    Given late = alice.flattrs(tune);
    a.proxy().pass((request, node) -> node.send(request));
    awaitQuiet(a, b);

    assertThat(alice.now(late).state()).isEqualTo(GivenState.COUNTED);
    assertThat(logOfB()).startsWith(signed.toArray(String[]::new)).hasSize(6);
    isClosed();
    nothingIsSignedTwice();
  }

  @Test
  void findsOutAtTheCutOffWhatItsMembersGaveToANodeThatItCouldNotAsk() {
    firstDay();
    b.stop();
    TestBackup backup = TestBackup.of(b);
    b.restart();
    secondDay();

    b.stop();
    backup.restore();
    a.proxy().pass((request, node) -> isAboutLogs(request) ? null : node.send(request));
    b.restart();
    assertThat(bob.gave(OCTOBER)).hasSize(1);
    a.proxy().pass((request, node) -> node.send(request));
    isClosed();

    assertThat(bob.gave(OCTOBER)).extracting(Given::state).containsOnly(GivenState.COUNTED);
    nothingIsSignedTwice();
  }

  /** Everybody gives, so that everybody receives; bob, of b, counts two. */
  private void firstDay() {
    calendar.set(Instant.parse("2026-10-10T12:00:00Z"));
    bob.flattrs(essay);
    alice.flattrs(song);
    carol.flattrs(song);
    awaitQuiet(a, b);
  }

  /** What b forgets: it counts two more and one undone, and two of its members give. */
  private Given secondDay() {
    calendar.set(Instant.parse("2026-10-11T12:00:00Z"));
    Given undone = alice.flattrs(poem);
    carol.flattrs(poem);
    dave.flattrs(essay);
    bob.flattrs(photo);
    awaitQuiet(a, b);
    alice.undoes(poem);
    dave.flattrs(photo);
    awaitQuiet(a, b);
    return undone;
  }

  private void thirdDay() {
    calendar.set(Instant.parse("2026-10-12T12:00:00Z"));
    alice.flattrs(tune);
    alice.flattrs(essay);
    awaitQuiet(a, b);
  }

  private void isClosed() {
    TestNode.cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    // A statement is checked only once the log is caught up with, which no message announces.
    TestPeer.await("a has closed", () -> a.closes(OCTOBER) == CloseStage.CLOSED);
    TestPeer.await("b has closed", () -> b.closes(OCTOBER) == CloseStage.CLOSED);
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  private void nothingIsSignedTwice() {
    for (TestNode node : List.of(a, b)) {
      int forks = node.inDatabase(tx -> tx.dsl().fetchCount(LOG_FORK));
      assertThat(forks).isZero();
    }
    int conflicts = a.inDatabase(tx -> tx.dsl().fetchCount(INBOUND_CONFLICT));
    assertThat(conflicts).isZero();
    assertThat(log(a, false)).isEqualTo(log(b, true));
    assertThat(log(b, false)).isEqualTo(log(a, true));
  }

  private List<String> logOfB() {
    return log(b, true);
  }

  private static List<String> log(TestNode node, boolean ours) {
    return node.inDatabase(
        tx ->
            tx.dsl()
                .select(LOG_ENTRY.SEQUENCE, LOG_ENTRY.KIND, LOG_ENTRY.FLATTR_URI)
                .from(LOG_ENTRY)
                .where(LOG_ENTRY.OURS.eq(ours))
                .orderBy(LOG_ENTRY.SEQUENCE)
                .fetch(row -> "%d %s %s".formatted(row.value1(), row.value2(), row.value3())));
  }

  private static boolean isAboutLogs(TestProxy.Message request) {
    return request.firstLine().contains(" /logs/");
  }
}
