package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.browser.Scene.PASSWORD;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Of one who leaves: takes all home, waits for their month, and is gone. */
@Tag("browser")
final class FarewellJourneyTest {

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

  @ParameterizedTest
  @EnumSource
  void memberLeavesOnceTheirMonthIsClosed(Mode mode) throws Exception {
    String name = mode.named("ada");
    try (Person ada = scene.newcomer(mode, name)) {
      givesAllThatSheHas(ada);
      ada.opens("/me/profile");
      ada.follows("Your data and how to leave");
      assertThat(ada.downloads("Download all of it")).contains(SONG, "\"" + name + "\"");
      ada.reads("Not yet: a month with flattrs of yours is not closed.");

      scene.endMonth();
      ada.opens("/me/leave");
      ada.reads("You can go.");
      ada.fills("To be sure, type your name here: " + name, "somebody");
      ada.fills("Your password", PASSWORD);
      ada.presses("Delete my account for good");
      ada.isRefused("Type " + name + ", exactly like this.");
      ada.fills("To be sure, type your name here: " + name, name);
      ada.fills("Your password", PASSWORD);
      ada.presses("Delete my account for good");
      ada.reads("Goodbye");

      ada.findsGone("/users/" + name);
      ada.opens("/me");
      ada.isLedTo("/sign-in");
      ada.signsIn(name, PASSWORD);
      ada.isRefused("The name or the password is not right");
    }
  }

  private static void givesAllThatSheHas(Person ada) {
    ada.opens("/me/budget");
    ada.fills("Add play money, in XTS", "2");
    ada.presses("Add play money");
    ada.isTold("Added.");
    ada.fills("Budget a month, in XTS", "2");
    ada.presses("Save");
    ada.isTold("Saved.");
    ada.opens("/flattr?url=" + SONG);
    ada.presses("Flattr");
    ada.reads("Flattred. It counts");
  }
}
