package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;

import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Gifts among members of one node (product rules 7, 8 and 11). */
final class GiftTest {

  private final SettableClock calendar = TestNode.aCalendar();
  private final TestNode node = aNode().at(calendar).start();
  private final TestMember alice = node.aDonor("alice").withFunds("10.00");
  private final TestMember bob = node.aCreator("bob").withFunds("10.00").withBudget("2.00");
  private final TestMember carol = node.aCreator("carol");

  @AfterEach
  void close() {
    assertThat(node.node().check()).isEmpty();
    node.close();
  }

  @Test
  void giftIsHeldAtOnceAndGivenAtTheClose() {
    bob.flattrs(carol.thing("drawing"));

    alice.gave(bob, "3.33");
    assertThat(alice.funds()).isEqualTo("6.67");
    assertThat(bob.available()).isEqualTo("0.00");
    assertThat(node.node().check()).isEmpty();

    closes();
    assertThat(alice.funds()).isEqualTo("6.67");
    assertThat(bob.available()).as("less a fee of 0.333, floored once").isEqualTo("2.997000");
    assertThat(node.feeAvailable()).isEqualTo("0.333000");
  }

  @Test
  void giftDoesNotTouchTheBudget() {
    bob.flattrs(carol.thing("drawing"));
    alice.withBudget("2.00").flattrs(bob.thing("song"));
    alice.gave(bob, "1.00");
    assertThat(alice.reserved(OCTOBER)).contains("2.00");

    closes();

    assertThat(alice.funds()).isEqualTo("7.00");
    assertThat(bob.available()).isEqualTo("2.70");
  }

  @Test
  void giftToACreatorWhoDoesNotGiveGoesBackToFunds() {
    GivenGift gift = alice.gave(carol, "3.00");
    assertThat(gift.state()).isEqualTo(GivenState.UNCLAIMED);
    assertThat(gift.codeOrNull()).isEqualTo("not_receiving");

    closes();

    assertThat(alice.now(gift).givenMicrosOrNull()).isEqualTo(0);
    assertThat(alice.funds()).isEqualTo("10.00");
    assertThat(carol.available()).isEqualTo("0.00");
  }

  @Test
  void giftCountsOnceItsCreatorGives() {
    GivenGift gift = alice.gave(bob, "3.00");

    bob.flattrs(carol.thing("drawing"));

    assertThat(alice.now(gift).state()).isEqualTo(GivenState.COUNTED);
    closes();
    assertThat(alice.now(gift).givenMicrosOrNull()).isEqualTo(3_000_000);
  }

  @Test
  void sameKeyGivesOnce() {
    GiftOutcome first = alice.gives(bob, "3.00", "birthday");
    GiftOutcome again = alice.gives(bob, "3.00", "birthday");

    assertThat(again)
        .isEqualTo(new GiftOutcome.AlreadyRecorded(((GiftOutcome.Recorded) first).gift()));
    assertThat(alice.gives(bob, "4.00", "birthday"))
        .isInstanceOf(GiftOutcome.OtherUnderThisKey.class);
    assertThat(alice.gives(carol, "3.00", "birthday"))
        .isInstanceOf(GiftOutcome.OtherUnderThisKey.class);
    assertThat(alice.funds()).isEqualTo("7.00");
  }

  @Test
  void whatCannotBeGivenIsRefusedAtTheDoor() {
    assertThat(alice.gives(bob, "10.01")).isEqualTo(new GiftOutcome.NoMeans(10_000_000));
    Creator creator = node.node().creators().creator(bob.handle());
    assertThat(node.node().gifts().give(alice.id(), new Gifts.Wish("less", creator, 9_999, null)))
        .isEqualTo(new GiftOutcome.BelowMinimum(10_000));
    assertThat(alice.gives(alice, "1.00")).isEqualTo(new GiftOutcome.FlattrOwner());
    assertThat(alice.funds()).isEqualTo("10.00");
  }

  private void closes() {
    TestNode.cutOff(calendar, OCTOBER);
    assertThat(node.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
  }
}
