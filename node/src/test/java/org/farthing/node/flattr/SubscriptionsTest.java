package org.farthing.node.flattr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Subscription.Outcome;
import org.farthing.node.flattr.Subscription.State;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Months of a donor who subscribes; each test moves the calendar on from November. */
final class SubscriptionsTest {

  private static final String SONG = "https://bob.example/song";
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final WebFixture web = WebFixture.start();
  private final Member bob = web.aCreator("bob", SONG);
  private final Member ada = web.aDonor("ada");

  @AfterEach
  void stop() {
    web.close();
  }

  private Subscriptions subscriptions() {
    return web.node.subscriptions();
  }

  private Subscription song() {
    return subscriptions().of(ada.id()).getFirst();
  }

  private List<String> flattredIn(YearMonth month) {
    return web.node.flattrs().of(ada.id(), month).stream()
        .filter(Given::stands)
        .map(flattr -> flattr.thing().url())
        .toList();
  }

  private void turnTo(YearMonth month) {
    web.calendar.set(Instant.parse(month.atDay(5) + "T10:00:00Z"));
  }

  /** The node looks by itself for what is due. */
  private static void await(Runnable holds) throws InterruptedException {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        holds.run();
        return;
      } catch (AssertionError e) {
        if (Instant.now().isAfter(deadline)) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  @Test
  void threeMonthsOfWhichOneIsPausedAndTheLastCancelled() throws Exception {
    Subscription added = subscriptions().add(ada.id(), SONG, null);
    assertThat(added.outcomeOrNull()).isEqualTo(Outcome.FLATTRED);
    assertThat(flattredIn(NOVEMBER)).containsExactly(SONG);

    turnTo(NOVEMBER.plusMonths(1));
    await(() -> assertThat(flattredIn(NOVEMBER.plusMonths(1))).containsExactly(SONG));
    await(() -> assertThat(subscriptions().isIdle()).isTrue());

    assertThat(subscriptions().pause(ada.id(), added.id())).isTrue();
    turnTo(NOVEMBER.plusMonths(2));
    assertThat(subscriptions().isIdle()).isTrue();
    turnTo(NOVEMBER.plusMonths(3));
    assertThat(subscriptions().resume(ada.id(), added.id())).isTrue();
    assertThat(flattredIn(NOVEMBER.plusMonths(3))).containsExactly(SONG);
    assertThat(flattredIn(NOVEMBER.plusMonths(2))).isEmpty();

    assertThat(subscriptions().cancel(ada.id(), added.id())).isTrue();
    assertThat(subscriptions().cancel(ada.id(), added.id())).isFalse();
    turnTo(NOVEMBER.plusMonths(4));
    assertThat(subscriptions().isIdle()).isTrue();
    assertThat(subscriptions().of(ada.id())).isEmpty();
    assertThat(flattredIn(NOVEMBER.plusMonths(3))).containsExactly(SONG);
  }

  @Test
  void flattrTakenBackIsNotGivenAgainInItsMonth() throws Exception {
    Subscription added = subscriptions().add(ada.id(), SONG, null);
    web.node.flattrs().undo(ada.id(), SONG);

    subscriptions().pause(ada.id(), added.id());
    subscriptions().resume(ada.id(), added.id());
    assertThat(flattredIn(NOVEMBER)).isEmpty();

    turnTo(NOVEMBER.plusMonths(1));
    await(() -> assertThat(flattredIn(NOVEMBER.plusMonths(1))).containsExactly(SONG));
  }

  @Test
  void withoutMeansItWaitsAndIsFlattredOnceTheyAreThere() throws Exception {
    Member carl = web.node.members().create("carl", "Carl");
    web.node.giving().setBudget(carl.id(), 2_000_000);

    Subscription waiting = subscriptions().add(carl.id(), SONG, null);
    assertThat(waiting.outcomeOrNull()).isEqualTo(Outcome.NO_MEANS);
    assertThat(waiting.state()).isEqualTo(State.ACTIVE);
    assertThat(web.node.flattrs().of(carl.id(), NOVEMBER)).isEmpty();

    web.node.deposits().confirm(carl.id().value(), 5_000_000, "carl");
    awaitFlattred(carl);
    assertThat(web.node.flattrs().of(carl.id(), NOVEMBER)).hasSize(1);
    isFlattredOnceMoneyThatWasAskedBackIsThereAgain();
  }

  /** And waits for means since. */
  private void askedForAllBack(Member donor) {
    UUID id = donor.id().value();
    web.node.giving().setBudget(donor.id(), 2_000_000);
    web.node.deposits().confirm(id, 5_000_000, donor.name());
    web.node.payouts().requestBack(id, 5_000_000, new PayoutDetails("Me", "cash"), "back");
    assertThat(subscriptions().add(donor.id(), SONG, null).outcomeOrNull())
        .isEqualTo(Outcome.NO_MEANS);
  }

  private long back(Member donor) {
    return web.node.payouts().of(donor.id().value()).getFirst().id();
  }

  private void awaitFlattred(Member donor) throws InterruptedException {
    await(
        () ->
            assertThat(subscriptions().of(donor.id()).getFirst().outcomeOrNull())
                .isEqualTo(Outcome.FLATTRED));
  }

  private void isFlattredOnceMoneyThatWasAskedBackIsThereAgain() throws Exception {
    Member emil = web.node.members().create("emil", "Emil");
    askedForAllBack(emil);
    web.node.payoutDecisions().refuse(back(emil), Mandate.ofCommand("another account"));
    awaitFlattred(emil);

    Member dora = web.node.members().create("dora", "Dora");
    askedForAllBack(dora);
    web.node.payoutDecisions().sent(back(dora), Mandate.ofCommand("sent"));
    web.node.payoutDecisions().returned(back(dora), Mandate.ofCommand("account closed"));
    awaitFlattred(dora);
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void endsOnceItsCreatorHasWithdrawnTheThing() throws Exception {
    subscriptions().add(ada.id(), SONG, null);
    long thing = web.node.things().find(SONG).orElseThrow().id();
    web.node.publications().withdraw(bob, thing);

    turnTo(NOVEMBER.plusMonths(1));

    await(() -> assertThat(song().state()).isEqualTo(State.ENDED));
    assertThat(song().outcomeOrNull()).isEqualTo(Outcome.WITHDRAWN);
    assertThat(flattredIn(NOVEMBER.plusMonths(1))).isEmpty();
    assertThat(subscriptions().resume(ada.id(), song().id())).isFalse();
  }

  @Test
  void endsAtOnceWhenItsCreatorLeavesAndHoldsNothing() throws Exception {
    subscriptions().add(ada.id(), SONG, null);
    web.node.giving().setBudget(ada.id(), 0);
    turnTo(NOVEMBER.plusMonths(1));
    web.node.monthClose().advance(NOVEMBER, CloseStage.CLOSED);
    await(() -> assertThat(song().outcomeOrNull()).isEqualTo(Outcome.NO_MEANS));

    UUID member = bob.id().value();
    web.node.payouts().toFunds(member, 1_800_000, "all of it");
    web.node.payouts().requestBack(member, 1_800_000, new PayoutDetails("Bob", "cash"), "back");
    web.node
        .payoutDecisions()
        .sent(web.node.payouts().of(member).getFirst().id(), Mandate.ofCommand("sent"));
    web.node.departures().leave(bob.id());
    subscriptions().haveMeans(ada.id());

    await(() -> assertThat(song().state()).isEqualTo(State.ENDED));
    assertThat(song().outcomeOrNull()).isEqualTo(Outcome.WITHDRAWN);
    DonorBrowser page = new DonorBrowser(web, ada);
    assertThat(page.reads("/me/subscriptions"))
        .contains("Ended: its creator has withdrawn it, or has left.");
    assertThat(page.reads("/me/notices")).contains("your subscription to it has ended");
    web.node.giving().setBudget(ada.id(), 2_000_000);
    assertThat(subscriptions().resume(ada.id(), song().id())).isFalse();
    assertThat(web.node.giving().reservation(ada.id(), NOVEMBER.plusMonths(1))).isEmpty();
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void subscribingTwiceIsOneSubscription() {
    Subscription first = subscriptions().add(ada.id(), SONG, null);
    Subscription second = subscriptions().add(ada.id(), SONG, null);

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(subscriptions().of(ada.id())).hasSize(1);
    assertThat(flattredIn(NOVEMBER)).containsExactly(SONG);
  }

  @Test
  void nobodySubscribesToTheirOwnThings() {
    assertThatThrownBy(() -> subscriptions().add(bob.id(), SONG, null))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("flattr_owner"));
  }

  @Test
  void anothersSubscriptionIsNotTouched() {
    Subscription added = subscriptions().add(ada.id(), SONG, null);

    assertThat(subscriptions().pause(bob.id(), added.id())).isFalse();
    assertThat(subscriptions().cancel(bob.id(), added.id())).isFalse();
    assertThat(song().state()).isEqualTo(State.ACTIVE);
  }
}
