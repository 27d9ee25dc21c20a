package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import org.farthing.node.ElsewhereOnTheWeb;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.Gifts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A creator's: what is theirs, what it brought, and where that goes. */
@Tag("browser")
final class ReceivingJourneyTest {

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene();
  }

  @AfterAll
  static void close() {
    assertThat(scene.web.node.check()).isEmpty();
    scene.close();
  }

  @ParameterizedTest
  @EnumSource
  void thingIsRegisteredAndChanged(Mode mode) {
    String name = mode.named("ada");
    String url = "https://" + name.replace('_', '-') + ".example/notes";
    try (Person ada = scene.member(mode, scene.web.node.members().create(name, "Ada"))) {
      ada.opens("/me/creator");
      ada.follows("Register your first thing");
      ada.fills("Address", url);
      ada.fills("Title", "Notes");
      ada.fills("Tags (optional)", "12");
      ada.presses("Register");
      ada.isRefused("At most 10 tags");
      ada.finds("Title", "Notes");

      ada.fills("Tags (optional)", "music, #live");
      ada.presses("Register");
      ada.isTold("Registered. It can be flattred now.");
      ada.fills("Title", "Notes, looked through");
      ada.presses("Save");
      ada.isTold("Saved.");
      ada.follows("To all your things");
      ada.follows("Notes, looked through");
      ada.reads("#live");
    }
  }

  @ParameterizedTest
  @EnumSource
  void siteIsTheirsOnceTheSnippetStandsOnIt(Mode mode) throws Exception {
    String name = mode.named("bea");
    try (ElsewhereOnTheWeb site = new ElsewhereOnTheWeb().pageWith("/");
        Person bea = scene.member(mode, scene.web.node.members().create(name, "Bea"))) {
      bea.opens("/me/creator");
      bea.follows("Sites and handles");
      bea.fills("Where is it?", site.authority());
      bea.presses("Add");
      bea.isTold("Added. Nothing is shown by that alone");
      bea.reads("not shown yet");
      String added = bea.sees("section.card h2").textContent();
      assertThat(added).contains(site.authority());

      bea.presses("Look now at " + added);
      bea.isTold("It does not name you yet.");
      site.pageWith("/", bea.sees("pre.token").textContent());
      bea.presses("Look now at " + added);
      bea.isTold("Found: it is yours.");
      bea.reads("It links your page here");
      bea.presses("Remove " + added);
      bea.isTold("Removed.");
    }
  }

  @ParameterizedTest
  @EnumSource
  void incomeIsReadTakenHomeAndPaidOut(Mode mode) throws Exception {
    String name = mode.named("cyd");
    String url = "https://" + name.replace('_', '-') + ".example/song";
    Member member = scene.web.aCreator(name, url);
    YearMonth month = twentyTwoAreGivenTo(name, url, scene.web.aDonor(mode.named("dan")));
    try (Person cyd = scene.member(mode, member)) {
      readsWhatCameIn(cyd, url, month);
      asksForAPayout(cyd);
      movesTheRest(cyd);
    }
    assertThat(scene.web.node.payouts().standing(member.id().value()).setAsideMicros())
        .isEqualTo(12_000_000);
    assertThat(scene.funds(name)).isEqualTo(2_500_000);
  }

  /** 2.00 for the thing and 20.00 outright. */
  private static YearMonth twentyTwoAreGivenTo(String name, String url, Member donor) {
    scene.web.node.flattrs().record(donor.id(), url, false);
    scene
        .web
        .node
        .gifts()
        .give(
            donor.id(),
            new Gifts.Wish(
                "gift", scene.web.node.creators().creator(scene.handle(name)), 20_000_000, null));
    return scene.endMonth();
  }

  private static void readsWhatCameIn(Person cyd, String url, YearMonth month) throws Exception {
    cyd.opens("/me/creator");
    cyd.reads("19.80 XTS in 1 month: 22.00 XTS given, less 2.20 XTS for this node.");
    assertThat(cyd.downloads("Table of months, nodes and things (CSV)"))
        .contains("\"" + month + "\"", "\"2.00\",\"0.20\",\"1.80\"");
    assertThat(cyd.downloads("The same in the columns that Flattr had (CSV)"))
        .contains(url, ";1;1,80;1", "\"gifts\";0;18,00;0");
    cyd.follows(Scene.words(month));
    cyd.reads("What came in for " + Scene.words(month));
    cyd.reads("Gifts, and what is not known by things");
    cyd.follows("To all that came in");
    cyd.follows("Statement of " + month.getYear() + ", to print");
    cyd.reads("19.80 XTS");
  }

  private static void asksForAPayout(Person cyd) {
    cyd.follows("Payouts");
    cyd.reads("First say below where it is to go.");
    cyd.fills("Whose account", "Cyd");
    cyd.fills("IBAN, or how else you can be paid", "DE89 3704 0044 0532 0130 01");
    cyd.presses("Save");
    cyd.finds("Whose account", "Cyd");
    cyd.isRefused("IBAN");
    cyd.fills("IBAN, or how else you can be paid", "DE89 3704 0044 0532 0130 00");
    cyd.presses("Save");
    cyd.isTold("Saved.");
    cyd.fills("Amount, in XTS", "12.00");
    cyd.presses("Ask for it");
    cyd.isTold("Asked for. It is set aside, and an admin will pay it.");
    cyd.presses("Undo the payout of 12.00 XTS");
    cyd.isTold("Taken back. It is available again.");
    cyd.fills("Amount, in XTS", "12.00");
    cyd.pressesTwice("Ask for it");
    cyd.isTold("Asked for.");
    cyd.goesBack();
    cyd.fills("Amount, in XTS", "12.00");
    cyd.presses("Ask for it");
    cyd.isTold("Asked for.");
  }

  private static void movesTheRest(Person cyd) {
    cyd.fills("Amount to move, in XTS", "20");
    cyd.presses("Move to funds");
    cyd.isRefused("Only 7.80 XTS are available.");
    cyd.finds("Amount to move, in XTS", "20");
    cyd.fills("Amount to move, in XTS", "2.50");
    cyd.presses("Move to funds");
    cyd.isTold("Moved. It is in your funds now.");
  }
}
