package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.account.MemberId;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.flattr.Subscription.Outcome;
import org.farthing.node.flattr.Subscription.State;
import org.farthing.node.ledger.Account;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Three months of donors who subscribe to a creator of another node. In the second the creator
 * withdraws one thing, in the third they leave.
 */
final class SubscriptionToWhoLeavesTest {

  private static final YearMonth DECEMBER = YearMonth.of(2026, 12);

  private final TwoNodes month = new TwoNodes();
  private final TestThing song = month.bob.thing("song");
  private final TestThing poem = month.bob.thing("poem");
  private final TestThing essay = month.carol.thing("essay");

  @AfterEach
  void stop() {
    month.close();
  }

  private Subscription subscribes(TestMember donor, TestThing thing) {
    donor.at().node().creators().declare(thing.url(), month.bob.handle());
    return donor.at().node().subscriptions().add(donor.id(), thing.url(), null);
  }

  private static Subscription only(TestMember donor) {
    return donor.at().node().subscriptions().of(donor.id()).getFirst();
  }

  /** The node looks for what is due every few seconds, and now. */
  private static void looks(TestMember donor) {
    donor.at().node().subscriptions().haveMeans(donor.id());
  }

  private static void awaitCounted(TestMember donor, YearMonth period) {
    looks(donor);
    TestPeer.await(
        "the flattr of " + period,
        () ->
            donor.gave(period).stream()
                .map(Given::state)
                .toList()
                .equals(List.of(GivenState.COUNTED)));
  }

  private static void assertHasEnded(TestMember donor) {
    looks(donor);
    TestPeer.await("its end", () -> only(donor).state() == State.ENDED);
    assertThat(only(donor).outcomeOrNull()).isEqualTo(Outcome.WITHDRAWN);
    List<String> told =
        donor.at().node().notices().before(donor.id(), Long.MAX_VALUE, 50).stream()
            .map(notice -> notice.event().name().toLowerCase(Locale.ROOT))
            .filter(event -> event.equals("subscription_ended"))
            .toList();
    assertThat(told).hasSize(1);
  }

  private void isClosed(YearMonth period) {
    awaitQuiet(month.a, month.b);
    TestNode.cutOff(month.calendar, period);
    month.a.closes(period);
    month.b.closes(period);
    awaitQuiet(month.a, month.b);
    assertThat(month.a.closes(period)).isEqualTo(CloseStage.CLOSED);
    assertThat(month.b.closes(period)).isEqualTo(CloseStage.CLOSED);
  }

  @Test
  void endsWithItsThingAndWithItsCreatorAndHoldsNothing() {
    month.carol.withFunds("10.00");
    month.calendar.set(Instant.parse("2026-10-20T12:00:00Z"));
    Subscription ofAlice = subscribes(month.alice, song);
    subscribes(month.carol, poem);
    month.bob.flattrs(essay);
    awaitCounted(month.alice, OCTOBER);
    awaitCounted(month.carol, OCTOBER);
    isRefusedWhileItsNodeIsPausedAndCountedAfterIt();
    isClosed(OCTOBER);

    month.bob.flattrs(essay);
    awaitCounted(month.alice, NOVEMBER);
    awaitCounted(month.carol, NOVEMBER);
    withdraws(poem);
    month.b.node().giving().setBudget(month.bob.id(), 0);
    month.a.node().subscriptions().pause(month.alice.id(), ofAlice.id());
    isClosed(NOVEMBER);

    // December begins; what is withdrawn is refused once, and then nobody gives to it here.
    assertHasEnded(month.carol);
    assertThat(month.carol.gave(DECEMBER))
        .singleElement()
        .extracting(Given::code)
        .isEqualTo(Optional.of("withdrawn"));
    assertThat(month.alice.clicks(poem)).isInstanceOf(RecordOutcome.Withdrawn.class);

    TestMember dora = month.a.aDonor("dora").withBudget("2.00");
    assertThat(subscribes(dora, song).outcomeOrNull()).isEqualTo(Outcome.NO_MEANS);
    leavesWithEverything(month.bob);
    awaitQuiet(month.a, month.b);
    assertHasEnded(dora);
    assertThat(month.a.node().subscriptions().resume(month.alice.id(), ofAlice.id())).isTrue();
    assertHasEnded(month.alice);
    assertThat(month.alice.reserved(DECEMBER)).isEmpty();
    assertThat(month.alice.gave(DECEMBER)).isEmpty();

    // What was refused has cost nothing.
    awaitQuiet(month.a, month.b);
    TestNode.cutOff(month.calendar, DECEMBER);
    assertThat(month.a.closes(DECEMBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(month.carol.funds()).isEqualTo("11.00");
    assertThat(month.a.node().check()).isEmpty();
    assertThat(month.b.node().check()).isEmpty();
  }

  /** By the creator's node; three days later it takes flattrs again. */
  private void isRefusedWhileItsNodeIsPausedAndCountedAfterIt() {
    int a = month.b.node().peers().getFirst().id();
    month.b.node().pairDecisions().pause(a, Mandate.ofCommand("wait"));
    TestMember erin = month.a.aDonor("erin").withBudget("2.00").withFunds("5.00");
    UUID id = subscribes(erin, song).id();
    TestPeer.await("its refusal", () -> only(erin).outcomeOrNull() == Outcome.REFUSED_FOR_NOW);
    assertThat(only(erin).state()).isEqualTo(State.ACTIVE);
    assertThat(only(erin).isDoneIn(OCTOBER)).isFalse();
    looks(erin);
    assertThat(month.a.node().subscriptions().isIdle()).isTrue();

    month.b.node().pairDecisions().resume(a, Mandate.ofCommand("waited"));
    month.calendar.set(Instant.parse("2026-10-23T12:00:01Z"));
    TestPeer.await("its second try", () -> only(erin).outcomeOrNull() == Outcome.FLATTRED);
    TestPeer.await(
        "its receipt",
        () ->
            erin.gave(OCTOBER).stream()
                .map(Given::state)
                .toList()
                .equals(List.of(GivenState.REFUSED, GivenState.COUNTED)));
    assertThat(only(erin).outcomeOrNull()).isEqualTo(Outcome.FLATTRED);
    assertThat(month.a.node().subscriptions().cancel(erin.id(), id)).isTrue();
  }

  private void withdraws(TestThing thing) {
    Node node = month.b.node();
    long id = node.things().find(thing.url()).orElseThrow().id();
    node.publications().withdraw(node.members().find("bob").orElseThrow(), id);
  }

  /** Revenue becomes funds, and these go back; then nothing keeps a creator. */
  private static void leavesWithEverything(TestMember creator) {
    Node node = creator.at().node();
    MemberId id = creator.id();
    UUID member = id.value();
    long available = node.balance(new Account.MemberAvailable(member)).availableMicros();
    node.payouts().toFunds(member, available, "all of it");
    long funds = node.balance(new Account.MemberFunds(member)).availableMicros();
    node.payouts().requestBack(member, funds, new PayoutDetails("Bob", "cash"), "back");
    Payout back = node.payouts().of(member).getFirst();
    node.payoutDecisions().sent(back.id(), Mandate.ofCommand("sent"));
    node.departures().leave(id);
  }
}
