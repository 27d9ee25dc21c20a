package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.farthing.node.account.Member;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An admin's: each act with its reason, and all of them in the log. */
@Tag("browser")
final class AdminJourneyTest {

  private static final String SONG = "https://bob.example/song";

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

  private static Person admin(Mode mode, String name) {
    Member admin = scene.web.node.members().create(name, name);
    scene.web.node.members().setAdmin(admin.id(), true);
    return scene.member(mode, admin);
  }

  private static void findsInTheLog(Person admin, String by, String action, String reason) {
    admin.follows("Audit log");
    admin.fills("By: a name, command or node", by);
    admin.fills("What, like deposit-reverse", action);
    admin.presses("Search");
    admin.reads(reason);
  }

  @ParameterizedTest
  @EnumSource
  void depositIsConfirmedAndReversed(Mode mode) {
    String member = mode.named("ada");
    String by = mode.named("cleo");
    scene.web.node.members().create(member, "Ada");
    try (Person cleo = admin(mode, by)) {
      cleo.opens("/admin");
      cleo.follows("Deposits");
      cleo.follows("Confirm a deposit");
      cleo.fills("Member", "nobody_here");
      cleo.fills("Amount, in XTS", "12.50");
      cleo.fills("Reference in the bank", "of " + member);
      cleo.presses("Confirm the deposit");
      cleo.isRefused("Nobody here is called that.");
      cleo.finds("Amount, in XTS", "12.50");
      cleo.fills("Member", member);
      cleo.presses("Confirm the deposit");
      cleo.isTold("The deposit is confirmed.");
      assertThat(scene.funds(member)).isEqualTo(12_500_000);

      cleo.followsInRow(member, "Reverse");
      cleo.reads("Reverse the deposit of 12.50 XTS by " + member + "?");
      cleo.fills("Why", "the bank took it back");
      cleo.presses("Reverse");
      cleo.isTold("The deposit is reversed.");
      assertThat(scene.funds(member)).isZero();
      findsInTheLog(cleo, by, "deposit-reverse", "the bank took it back");
    }
  }

  @ParameterizedTest
  @EnumSource
  void moneyThatADonorAsksBackIsSentAndSeen(Mode mode) {
    String name = mode.named("ida");
    Member donor = scene.web.aDonor(name);
    String by = mode.named("jon");
    try (Person ida = scene.member(mode, donor);
        Person jon = admin(mode, by)) {
      ida.opens("/me/budget");
      ida.follows("Get money back");
      ida.reads("Up to 100.00 XTS of your funds can go back to you.");
      ida.fills("Amount, in XTS", "140");
      ida.fills("Whose account", "Ida Moore");
      ida.fills("The account that you paid in from", "DE89370400440532013000");
      ida.presses("Ask for it back");
      ida.isRefused("At most 100.00 XTS can go back to you now");
      ida.finds("Whose account", "Ida Moore");
      ida.fills("Amount, in XTS", "40");
      ida.presses("Ask for it back");
      ida.isTold("Asked for.");
      ida.reads("40.00 XTS are on their way back to you.");
      assertThat(scene.funds(name)).isEqualTo(60_000_000);

      jon.opens("/admin");
      jon.follows("Payouts");
      jon.followsInRow(name, "Sent");
      jon.reads("It is money back, out of funds");
      jon.reads("DE89 3704 0044 0532 0130 00");
      jon.presses("Sent");
      jon.isTold("It is paid out, and its member is told.");
      findsInTheLog(jon, by, "payout-sent", "the bank has sent it");

      ida.opens("/me/money-back");
      ida.reads("Up to 60.00 XTS of your funds can go back to you.");
      ida.reads("sent back");
      ida.opens("/me/notices");
      ida.reads("40.00 XTS");
      assertThat(scene.funds(name)).isEqualTo(60_000_000);
    }
  }

  @ParameterizedTest
  @EnumSource
  void payoutsAreHeldUntilTheReviewIsOver(Mode mode) {
    String name = mode.named("bea");
    Member member = scene.web.node.members().create(name, "Bea");
    String by = mode.named("dora");
    try (Person dora = admin(mode, by);
        Person bea = scene.member(mode, member)) {
      dora.opens("/admin/members");
      dora.fills("Name, or a part of it", name);
      dora.presses("Search");
      dora.follows(name);
      dora.follows("Hold their payouts");
      dora.fills("Why", "asked the bank");
      dora.presses("Hold their payouts");
      dora.isTold("Their payouts are held.");
      bea.opens("/me/creator/payouts");
      bea.isTold("Under review.");

      dora.follows("End the review of their payouts");
      dora.fills("Why", "all is well");
      dora.presses("End the review of their payouts");
      dora.isTold("Their payouts are held no more.");
      findsInTheLog(dora, by, "payouts-freeze", "asked the bank");
    }
  }

  @ParameterizedTest
  @EnumSource
  void policyIsAnnouncedAndStandsOnThePageOfFees(Mode mode) {
    // One that does not hold already, whichever mode was before.
    String fee =
        switch (mode) {
          case SCRIPTS -> "7.5";
          case NO_SCRIPTS -> "6.5";
          case PHONE -> "5.5";
        };
    String by = mode.named("emma");
    try (Person emma = admin(mode, by)) {
      emma.opens("/admin/settings");
      emma.follows("Announce another policy");
      emma.fills("Fee, in percent", "101");
      emma.fills("Why", "the members voted");
      emma.presses("Announce it");
      emma.isRefused("A fee is 0 to 100 percent, with at most two digits");
      emma.finds("Fee, in percent", "101");
      emma.finds("Why", "the members voted");
      emma.fills("Fee, in percent", fee);
      emma.presses("Announce it");
      emma.isTold("The policy is announced.");
      emma.reads(fee + " %");

      emma.opens("/about/fees");
      String next = Scene.words(scene.month().plusMonths(1));
      emma.reads("From " + next + " on the node keeps " + fee + " %");
      emma.opens("/admin");
      findsInTheLog(emma, by, "policy-announce", "the members voted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void domainIsLeftOutOfListsAndLetInAgain(Mode mode) {
    String domain = mode.named("birch").replace('_', '-') + ".example";
    String by = mode.named("fay");
    try (Person fay = admin(mode, by)) {
      fay.opens("/admin/blocks");
      fay.follows("Add a rule for a domain");
      fay.fills("Domain", domain);
      fay.chooses("What holds", "Not shown: it is left out of public lists");
      fay.fills("Why", "floods the lists");
      fay.presses("Let it hold");
      fay.isTold("The rule holds.");
      fay.reads("not shown");

      fay.followsInRow(domain, "Remove");
      fay.fills("Why", "has stopped");
      fay.presses("Remove");
      fay.isTold("The rule is removed.");
      findsInTheLog(fay, by, "domain-silence", "floods the lists");
    }
  }

  @ParameterizedTest
  @EnumSource
  void monthIsTriedOutThenClosed(Mode mode) {
    Member donor = scene.web.aDonor(mode.named("gil"));
    scene.web.node.flattrs().record(donor.id(), SONG, null);
    String by = mode.named("hal");
    try (Person hal = admin(mode, by)) {
      hal.opens("/admin");
      hal.follows("Months");
      hal.follows(Scene.words(scene.month()));
      hal.follows("See what closing it would do");
      hal.reads("one donor with one counted flattr; 2.00 XTS would be given");
      hal.presses("Close the month");
      hal.isRefused("Nothing was done");

      scene.cutOff();
      hal.presses("Close the month");
      hal.isTold("The month has come further.");
      hal.reads("This month is closed");
      findsInTheLog(hal, by, "month-close", "closed as far as closed");
    }
  }
}
