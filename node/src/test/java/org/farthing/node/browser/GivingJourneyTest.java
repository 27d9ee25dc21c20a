package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A donor's: from no means at all to a month that has closed. */
@Tag("browser")
final class GivingJourneyTest {

  private static final String SONG = "https://bob.example/song";
  private static final String TITLE = "A thing of bob";

  private static Scene scene;

  @BeforeAll
  static void open() {
    scene = new Scene();
    scene.web.aCreator("bob", SONG);
  }

  @AfterAll
  static void close() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource
  void newcomerFindsMeansFlattrsByKeysTakesBackAndSeesTheMonthClose(Mode mode) throws Exception {
    String name = mode.named("ada");
    try (Person ada = scene.member(mode, scene.web.node.members().create(name, "Ada"))) {
      findsMeans(ada);
      flattrsByKeysAlone(ada);
      takesBackAndFlattrsAgain(ada);
      takesTheMonthHome(ada);
      String proof = seesTheMonthClosed(ada, Scene.words(scene.endMonth()));
      if (mode == Mode.NO_SCRIPTS) {
        hasTheProofCheckedByTheNode(ada, proof, "This node checks it, and keeps nothing of it.");
      } else {
        checksTheProofByKeysAlone(ada, proof);
        ada.hasABrowserWithoutEd25519();
        hasTheProofCheckedByTheNode(ada, proof, "Your browser cannot check it here");
      }
      assertThat(scene.funds(name)).isEqualTo(7_500_000);
    }
  }

  private static void findsMeans(Person ada) {
    ada.opens("/me");
    ada.follows("Set up your budget");
    ada.fills("Add play money, in XTS", "10");
    ada.presses("Add play money");
    ada.isTold("Added. Your free funds are 10.00 XTS now.");
    ada.fills("Budget a month, in XTS", "1.99");
    ada.presses("Save");
    ada.isRefused("The smallest budget here is 2.00 XTS a month");
    ada.finds("Budget a month, in XTS", "1.99");
    ada.fills("Budget a month, in XTS", "2,50");
    ada.presses("Save");
    ada.isTold("Saved. It holds now.");
    ada.finds("Budget a month, in XTS", "2.50");
  }

  private static void flattrsByKeysAlone(Person ada) {
    ada.follows("This month");
    ada.fills("Address", SONG);
    ada.presses("Look at it");
    ada.reads(TITLE);
    ada.reads("it gets all of it: 2.50 XTS");
    ada.tabsTo(AriaRole.LINK, "Skip to the content");
    ada.strikes("Enter");
    ada.tabsTo(AriaRole.CHECKBOX, "Give without my name");
    ada.strikes("Space");
    ada.tabsTo(AriaRole.BUTTON, "Flattr");
    ada.strikes("Enter");
    ada.reads("Flattred. It counts");
    ada.reads("given without your name");
  }

  private static void takesBackAndFlattrsAgain(Person ada) {
    ada.presses("Undo");
    ada.reads("Taken back");
    ada.follows("Flattr it again");
    ada.presses("Flattr");
    ada.reads("Flattred. It counts");
    ada.follows("To your month");
    ada.reads("As it stands, this one flattr gets your whole budget: 2.50 XTS.");
  }

  private static void takesTheMonthHome(Person ada) throws Exception {
    assertThat(ada.downloads("CSV")).contains("\"" + SONG + "\"", "\"counted\"", "\"undone\"");
    assertThat(ada.downloads("JSON")).contains("\"sharesAreFinal\":false");
  }

  private static String seesTheMonthClosed(Person ada, String month) throws Exception {
    ada.opens("/me");
    ada.reads("Nothing yet this month");
    ada.follows(month);
    ada.reads("What you gave in " + month);
    ada.reads("2.50 XTS");
    ada.reads("to 1 flattr that counted.");
    String proof = ada.downloads("Proof of the flattr of " + TITLE);
    assertThat(proof).contains(SONG);
    return proof;
  }

  private static void hasTheProofCheckedByTheNode(Person ada, String proof, String why) {
    ada.opens("/verify");
    ada.reads(why);
    ada.fills("The text of the file", proof);
    ada.presses("Check it");
    ada.isTold("It holds together");
    ada.isTold("Checked by this node.");
    ada.fills("The text of the file", proof.replace("Flattr", "Flatter"));
    ada.presses("Check it");
    ada.isRefused("This proves nothing");
  }

  /** As text, as a file, and with the keys of this node. */
  private static void checksTheProofByKeysAlone(Person ada, String proof) {
    ada.opens("/verify");
    ada.reads("Your browser checks it itself: nothing of it is sent.");
    List<String> asked = ada.asksFromNowOn();
    ada.tabsTo(AriaRole.TEXTBOX, "The text of the file");
    ada.fills("The text of the file", proof);
    ada.tabsTo(AriaRole.BUTTON, "Check it");
    ada.strikes("Enter");
    ada.isTold("It holds together");
    ada.isTold("flattred " + SONG);
    ada.isTold("Checked by your browser. Nothing was sent.");
    ada.stillHasTheFocusOn(AriaRole.BUTTON, "Check it");

    ada.choosesFile("The file", "proof.json", proof);
    ada.finds("The text of the file", "");
    ada.choosesFile("Keys that you know", "keys.json", keysOf(proof));
    ada.presses("Check it");
    ada.isTold("It holds together, and by keys that you know");

    ada.choosesFile("The file", "proof.json", proof + "\n");
    ada.presses("Check it");
    ada.isTold("This proves nothing");
    ada.isTold("not_canonical");
    ada.choosesFile("Keys that you know", "keys.json", "{}");
    ada.presses("Check it");
    ada.isTold("That is no file of keys");
    ada.isTold("/keys");
    assertThat(asked).isEmpty();
  }

  /** The history of the node's keys, as it stands in a proof of a flattr within one node. */
  private static String keysOf(String proof) {
    return Json.parseObject(proof.getBytes(StandardCharsets.UTF_8))
        .getJsonArray("keys")
        .getFirst()
        .toString();
  }

  @ParameterizedTest
  @EnumSource
  void flattrBecomesASubscriptionThatIsPausedResumedAndCancelled(Mode mode) {
    try (Person bea = scene.member(mode, scene.web.aDonor(mode.named("bea")))) {
      bea.opens("/flattr?url=" + SONG);
      bea.presses("Flattr");
      bea.follows("Flattr it every month");
      bea.finds("Address", SONG);
      bea.presses("Flattr it every month");
      bea.isTold("Added. It gets a flattr this month, too.");

      bea.presses("Pause " + TITLE);
      bea.isTold("Paused. The flattr of this month stands.");
      bea.reads("Paused: it gets nothing until you resume it.");
      bea.presses("Resume " + TITLE);
      bea.isTold("Resumed.");
      bea.presses("Cancel " + TITLE);
      bea.isTold("Cancelled. A flattr of this month stands until you take it back.");
      bea.reads("Nothing yet. Add something");
    }
  }

  @ParameterizedTest
  @EnumSource
  void giftIsExtraAndGoesToWhomTheHandleNames(Mode mode) {
    String name = mode.named("cyd");
    try (Person cyd = scene.member(mode, scene.web.aDonor(name))) {
      cyd.opens("/me");
      cyd.follows("Extra");
      cyd.fills("Who gets it", scene.handle("nobody"));
      cyd.fills("Amount, in XTS", "3");
      cyd.presses("Give");
      cyd.isRefused("There is no such creator.");
      cyd.finds("Who gets it", scene.handle("nobody"));
      cyd.finds("Amount, in XTS", "3");

      cyd.fills("Who gets it", scene.handle("bob"));
      cyd.presses("Give");

      cyd.isTold("Given. It arrives when the month closes.");
      cyd.reads("3.00 XTS");
      assertThat(scene.funds(name)).isEqualTo(97_000_000);
    }
  }
}
