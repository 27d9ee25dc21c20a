package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;
import static org.farthing.node.TestNode.cutOff;

import java.time.Instant;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was unclaimed when its month was split is offered again in a later one (product rule 5). */
final class OfferedAgainTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode a = aNode().at(calendar).behindAProxy().start();
  private final TestNode b = aNode().at(calendar).behindAProxy().start();
  private final TestMember alice = a.aDonor("alice").withFunds("20.00").withBudget("3.00");
  private final TestMember bob = b.aCreator("bob").withFunds("20.00").withBudget("2.00");
  private final TestThing song = bob.thing("song");
  private final TestThing drawing = b.aCreator("carol").thing("drawing");
  private final TestThing nobodys = new TestThing("https://nobody.example/", null);

  @AfterEach
  void close() {
    a.close();
    b.close();
  }

  /** Bob does not give in October, and so does not receive. */
  @BeforeEach
  void flattrIsUnclaimedInOctober() {
    Given flattr = alice.flattrs(song);
    awaitQuiet(a, b);
    assertThat(alice.now(flattr).state()).isEqualTo(GivenState.UNCLAIMED);
    isClosed();
    assertThat(alice.funds()).isEqualTo("20.00");
    calendar.set(Instant.parse("2026-11-10T12:00:00Z"));
  }

  @Test
  void isNotOfferedWhileItsDonorDoesNotGive() {
    bob.flattrs(drawing);
    awaitQuiet(a, b);

    assertThat(alice.gave(NOVEMBER)).isEmpty();
    assertThat(alice.reserved(NOVEMBER)).isEmpty();
  }

  @Test
  void isOfferedAsANewFlattrOnceItsDonorGivesAndNamesTheOldOne() {
    Given old = alice.gave(OCTOBER).getFirst();
    bob.flattrs(drawing);
    alice.flattrs(nobodys);
    awaitQuiet(a, b);

    assertThat(alice.gave(NOVEMBER)).hasSize(2);
    Given again = alice.gave(NOVEMBER).getLast();
    assertThat(again.thing().url()).isEqualTo(song.url());
    assertThat(again.state()).isEqualTo(GivenState.COUNTED);
    assertThat(b.proxy().posted())
        .anyMatch(
            message ->
                message.text().contains("/flattrs/" + again.id())
                    && message.text().contains("\"replaces\":\"" + uri(old) + "\""));
    assertThat(alice.now(old).state()).as("stays as it was").isEqualTo(GivenState.UNCLAIMED);
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  @Test
  void isTakenBackLikeAnyOther() {
    bob.flattrs(drawing);
    alice.flattrs(nobodys);
    awaitQuiet(a, b);

    alice.undoes(song);
    awaitQuiet(a, b);
    cutOff(calendar, NOVEMBER);
    a.closes(NOVEMBER);
    b.closes(NOVEMBER);
    awaitQuiet(a, b);

    assertThat(alice.gave(NOVEMBER).getLast().state()).isEqualTo(GivenState.UNDONE);
    assertThat(a.closes(NOVEMBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(alice.funds()).isEqualTo("20.00");
  }

  @Test
  void clickAnewOnTheSameThingWins() {
    bob.flattrs(drawing);
    alice.flattrs(song);
    awaitQuiet(a, b);

    assertThat(alice.gave(NOVEMBER)).hasSize(1);
    assertThat(b.proxy().posted()).noneMatch(message -> message.text().contains("replaces"));
  }

  @Test
  void whatStaysUnclaimedIsOfferedFromMonthToMonthForSixMonths() {
    for (int month = 11; month <= 16; month++) {
      calendar.set(Instant.parse("2026-11-10T12:00:00Z").plusSeconds((month - 11) * 30L * 86_400));
      alice.flattrs(a.aCreator("creator" + month).thing("work"));
      awaitQuiet(a, b);
      assertThat(alice.gave(OCTOBER.plusMonths(month - 10)))
          .as("in month %s", month)
          .extracting(flattr -> flattr.thing().url())
          .contains(song.url());
      isClosed(month - 10);
    }

    calendar.set(Instant.parse("2027-05-20T12:00:00Z"));
    alice.flattrs(a.aCreator("last").thing("work"));
    awaitQuiet(a, b);
    assertThat(alice.gave(OCTOBER.plusMonths(7)))
        .extracting(flattr -> flattr.thing().url())
        .doesNotContain(song.url());
  }

  private String uri(Given flattr) {
    return flattr.id().uri(a.node().origin());
  }

  private void isClosed() {
    isClosed(0);
  }

  private void isClosed(int after) {
    cutOff(calendar, OCTOBER.plusMonths(after));
    a.closes(OCTOBER.plusMonths(after));
    b.closes(OCTOBER.plusMonths(after));
    awaitQuiet(a, b);
    assertThat(a.closes(OCTOBER.plusMonths(after))).isEqualTo(CloseStage.CLOSED);
  }
}
