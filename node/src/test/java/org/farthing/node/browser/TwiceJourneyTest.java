package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.browser.Scene.PASSWORD;

import org.farthing.node.account.Member;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What browsers and impatient people do to forms: pressed twice, sent again from the page before,
 * from two tabs, after the session has ended or another began. Nothing that was typed is lost, and
 * nothing is charged twice.
 */
@Tag("browser")
final class TwiceJourneyTest {

  private static final String SONG = "https://bob.example/song";
  private static final String FLATTR = "/flattr?url=" + SONG;
  private static final String BUDGET = "Budget a month, in XTS";
  private static final String AMOUNT = "Amount, in XTS";
  private static final String STALE = "please send it again";

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene();
    scene.web.aCreator("bob", SONG);
  }

  @AfterAll
  static void close() {
    assertThat(scene.web.node.check()).isEmpty();
    scene.close();
  }

  private static void fillsGift(Person person, String amount) {
    person.opens("/me/gifts");
    person.fills("Who gets it", scene.handle("bob"));
    person.fills(AMOUNT, amount);
  }

  private static void gaveOneFlattr(Person person, String name) {
    person.opens("/me");
    assertThat(person.sees("ol.given li")).hasCount(1);
    person.reads("1 flattr counts so far");
    assertThat(scene.funds(name)).isEqualTo(98_000_000);
  }

  @ParameterizedTest
  @EnumSource
  void flattrIsOneHoweverOftenTheButtonIsPressed(Mode mode) {
    String name = mode.named("ada");
    try (Person ada = scene.member(mode, scene.web.aDonor(name))) {
      Person inAnotherTab = ada.inAnotherTab();
      inAnotherTab.opens(FLATTR);
      ada.opens(FLATTR);
      ada.pressesTwice("Flattr");
      ada.reads("Flattred. It counts");

      ada.goesBack();
      ada.reads("Flattr this?");
      ada.presses("Flattr");
      ada.reads("Flattred. It counts");
      inAnotherTab.presses("Flattr");
      inAnotherTab.reads("Flattred. It counts");

      gaveOneFlattr(ada, name);
    }
  }

  @ParameterizedTest
  @EnumSource
  void giftIsGivenOnceUnlessItIsMeantTwice(Mode mode) {
    String name = mode.named("bea");
    try (Person bea = scene.member(mode, scene.web.aDonor(name))) {
      fillsGift(bea, "3");
      bea.pressesTwice("Give");
      bea.isTold("Given.");
      assertThat(scene.funds(name)).isEqualTo(97_000_000);

      bea.goesBack();
      bea.fills("Who gets it", scene.handle("bob"));
      bea.fills(AMOUNT, "3");
      bea.presses("Give");
      bea.isTold("Given.");
      assertThat(scene.funds(name)).isEqualTo(97_000_000);

      bea.goesBack();
      bea.fills("Who gets it", scene.handle("bob"));
      bea.fills(AMOUNT, "4");
      bea.presses("Give");
      bea.isRefused("This form has given another amount already.");
      bea.finds(AMOUNT, "4");
      assertThat(scene.funds(name)).isEqualTo(97_000_000);
      bea.presses("Give");
      bea.isTold("Given.");
      assertThat(scene.funds(name)).isEqualTo(93_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void depositIsAddedOnceAndTheLastBudgetSavedHolds(Mode mode) {
    String name = mode.named("cyd");
    try (Person cyd = scene.member(mode, scene.web.node.members().create(name, "Cyd"))) {
      Person inAnotherTab = cyd.inAnotherTab();
      inAnotherTab.opens("/me/budget");
      cyd.opens("/me/budget");
      cyd.fills("Add play money, in XTS", "10");
      cyd.pressesTwice("Add play money");
      cyd.isTold("Added. Your free funds are 10.00 XTS now.");
      cyd.goesBack();
      cyd.fills("Add play money, in XTS", "10");
      cyd.presses("Add play money");
      cyd.isTold("Added.");
      assertThat(scene.funds(name)).isEqualTo(10_000_000);

      cyd.fills(BUDGET, "3");
      cyd.pressesTwice("Save");
      cyd.isTold("Saved. It holds now.");
      inAnotherTab.fills(BUDGET, "4");
      inAnotherTab.presses("Save");
      inAnotherTab.isTold("Saved. It holds now.");
      cyd.opens("/me/budget");
      cyd.finds(BUDGET, "4.00");
      assertThat(scene.funds(name)).isEqualTo(10_000_000);
    }
  }

  /** One who can sign in again. */
  private static Person withMeans(Mode mode, String name) {
    Person person = scene.newcomer(mode, name);
    Member member = scene.web.node.members().find(name).orElseThrow();
    scene.web.node.deposits().confirm(member.id().value(), 100_000_000, "for " + name);
    scene.web.node.giving().setBudget(member.id(), 2_000_000);
    return person;
  }

  private static void sendsAfterSigningIn(Person person, String name) {
    person.isRefused("Your session has ended. Nothing was done.");
    person.signsIn(name, PASSWORD);
    person.reads("You are signed in. Send this again?");
    person.pressesTwice("Send it now");
  }

  @ParameterizedTest
  @EnumSource
  void whatTheSessionDidNotOutliveIsSentOnceAfterIt(Mode mode) {
    String name = mode.named("dan");
    try (Person dan = withMeans(mode, name)) {
      fillsGift(dan, "3");
      dan.losesSession();
      dan.presses("Give");
      assertThat(scene.funds(name)).isEqualTo(100_000_000);
      sendsAfterSigningIn(dan, name);
      dan.isTold("Given.");
      assertThat(scene.funds(name)).isEqualTo(97_000_000);

      dan.opens(FLATTR);
      dan.losesSession();
      dan.presses("Flattr");
      sendsAfterSigningIn(dan, name);
      dan.reads("Flattred. It counts");
      assertThat(scene.funds(name)).isEqualTo(95_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void formsOfAnEarlierSessionAreShownAgainAndSentOnce(Mode mode) {
    String name = mode.named("eve");
    try (Person gift = withMeans(mode, name)) {
      fillsGift(gift, "3");
      Person flattr = gift.inAnotherTab();
      flattr.opens(FLATTR);
      Person budget = gift.inAnotherTab();
      budget.opens("/me/budget");
      budget.fills(BUDGET, "5");
      Person again = gift.inAnotherTab();
      again.opens("/me");
      again.presses("Sign out");
      again.opens("/sign-in");
      again.signsIn(name, PASSWORD);
      again.reads("Nothing yet this month");

      budget.presses("Save");
      budget.isRefused(STALE);
      budget.finds(BUDGET, "5");
      gift.presses("Give");
      gift.isRefused(STALE);
      gift.finds(AMOUNT, "3");
      flattr.presses("Flattr");
      flattr.isRefused(STALE);
      assertThat(scene.funds(name)).isEqualTo(100_000_000);

      budget.presses("Save");
      budget.isTold("Saved. It holds now.");
      gift.presses("Give");
      gift.isTold("Given.");
      flattr.presses("Flattr");
      flattr.reads("Flattred. It counts");
      assertThat(scene.funds(name)).isEqualTo(92_000_000);
    }
  }
}
