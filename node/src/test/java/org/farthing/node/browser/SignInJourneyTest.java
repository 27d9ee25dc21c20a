package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.browser.Scene.PASSWORD;

import java.util.List;
import org.farthing.node.signin.TestApp;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joining, coming back, and keeping others out. */
@Tag("browser")
final class SignInJourneyTest {

  private static final String OTHER = "a quite different one";

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene();
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource
  void newcomerJoinsOnceTheNameWillDoAndFindsBack(Mode mode) {
    String name = mode.named("ada");
    try (Person ada = scene.stranger(mode)) {
      ada.opens("/join");
      ada.fills("Name", "Ada Lovelace");
      ada.fills("Name to show", "Ada L.");
      ada.fills("Password", PASSWORD);
      ada.presses("Join");
      ada.isRefused("A name is 1 to 64 characters of a to z, 0 to 9 and _.");
      ada.finds("Name", "Ada Lovelace");
      ada.finds("Name to show", "Ada L.");

      ada.fills("Name", name);
      ada.fills("Password", PASSWORD);
      ada.presses("Join");
      ada.reads("Nothing yet this month");
      ada.presses("Sign out");
      ada.opens("/me/budget");
      ada.isLedTo("/sign-in");
      ada.signsIn(name, "not this one");
      ada.isRefused("The name or the password is not right");
      ada.finds("Name or e-mail address", name);
      ada.signsIn(name, PASSWORD);
      ada.isLedTo("/me/budget");
    }
  }

  @ParameterizedTest
  @EnumSource
  void passwordTakesACodeAndARecoveryCodeOnceWhereThePhoneIsLost(Mode mode) {
    String name = mode.named("bea");
    try (Person bea = scene.newcomer(mode, name)) {
      bea.opens("/me/sessions");
      bea.follows("Set it up");
      TestApp app = new TestApp(bea.sees("code.secret").textContent());
      bea.fills("Code", app.code(0));
      bea.fills("Your password", PASSWORD);
      bea.presses("Ask for codes from now on");
      bea.reads("Keep them where you find them without your devices");
      List<String> codes = bea.sees(".codes code").allTextContents();
      assertThat(codes).hasSize(10);
      bea.follows("I have kept them");

      comesBack(bea, name, app.code(1));
      bea.isLedTo("/me/sessions");
      comesBack(bea, name, codes.getFirst());
      bea.isLedTo("/me/sessions");
      comesBack(bea, name, codes.getFirst());
      bea.reads("This code is not right, or it was used before");
    }
  }

  private static void comesBack(Person person, String name, String code) {
    person.presses("Sign out");
    person.opens("/sign-in?next=/me/sessions");
    person.signsIn(name, PASSWORD);
    person.reads("One more step");
    person.fills("Code", code);
    person.presses("Sign in");
  }

  @ParameterizedTest
  @EnumSource
  void sessionElsewhereIsEndedAndANewPasswordEndsAllOthers(Mode mode) {
    String name = mode.named("cyd");
    try (Person here = scene.newcomer(mode, name);
        Person there = scene.stranger(mode)) {
      there.opens("/sign-in");
      there.signsIn(name, PASSWORD);
      there.reads("Nothing yet this month");
      here.opens("/me/sessions");
      assertThat(here.sees("ul.sessions li")).hasCount(2);
      here.sees("ul.sessions li:not(:has-text('this browser')) button").click();
      here.isTold("That session is ended.");
      there.opens("/me");
      there.isLedTo("/sign-in");

      there.signsIn(name, PASSWORD);
      there.reads("Nothing yet this month");
      here.follows("Change e-mail address or password");
      here.fills("Password until now", PASSWORD);
      here.fills("New password", OTHER);
      here.presses("Keep this password");
      here.isTold("Your new password holds. Everywhere else you are signed out.");
      there.opens("/me");
      there.isLedTo("/sign-in");
      there.signsIn(name, PASSWORD);
      there.isRefused("The name or the password is not right");
      there.signsIn(name, OTHER);
      there.isLedTo("/me");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasTypedOutlivesTheSession(Mode mode) {
    String name = mode.named("dot");
    try (Person dot = scene.newcomer(mode, name)) {
      dot.opens("/me/budget");
      dot.fills("Budget a month, in XTS", "3.25");
      dot.losesSession();
      dot.presses("Save");
      dot.isRefused("Your session has ended. Nothing was done.");

      dot.signsIn(name, PASSWORD);
      dot.reads("You are signed in. Send this again?");
      dot.presses("Send it now");

      dot.isTold("Saved. It holds now.");
      dot.finds("Budget a month, in XTS", "3.25");
    }
  }
}
