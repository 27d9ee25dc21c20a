package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo as a newcomer finds it: from signing up on one node to the proof that what they gave has
 * arrived with a creator of the other.
 */
@Tag("browser")
final class DemoJourneyTest {

  private static final String DAWN = "https://bea.example/harbour-at-dawn";
  private static final String PASSWORD = "correct horse battery staple";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static Browsers browsers;

  @TempDir private Path folder;

  @BeforeAll
  static void open() {
    browsers = Browsers.open();
  }

  @AfterAll
  static void close() {
    browsers.close();
  }

  @Test
  void newcomerGivesAndEverybodySeesItArrive() throws Exception {
    journey(Look.DESKTOP_LIGHT.context());
  }

  @Test
  void newcomerGivesWithoutJavaScriptOnAPhone() throws Exception {
    journey(Look.PHONE_DARK.context().setJavaScriptEnabled(false));
  }

  private void journey(Browser.NewContextOptions options) throws Exception {
    try (RunningDemo demo = RunningDemo.start(folder);
        BrowserContext newcomers = browsers.fresh(options);
        BrowserContext adams = browsers.fresh(options);
        BrowserContext beas = browsers.fresh(options)) {
      String meadow = demo.address("meadow");
      String harbour = demo.address("harbour");
      Page newcomer = newcomers.newPage();
      joins(newcomer, meadow);
      takesMeans(newcomer, meadow);
      flattrs(newcomer, meadow);

      Page adam = signIn(adams, demo.adminsLink("meadow"));
      endsTheMonth(adam, meadow);
      Page bea = signIn(beas, demo.adminsLink("harbour"));
      seesItArrive(bea, harbour);
      seesBothSidesAgree(adam, meadow);
      seesBothSidesAgree(bea, harbour);

      verifies(newcomer, meadow);
    }
  }

  private static Locator heading(Page page) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
  }

  private static void press(Page page, String name) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private static Locator main(Page page) {
    return page.locator("main");
  }

  private static void joins(Page page, String node) {
    page.navigate(node + "/join");
    page.locator("#name").fill("nora");
    page.locator("#display_name").fill("Nora");
    page.locator("#password").fill(PASSWORD);
    press(page, "Join");
    assertThat(main(page)).containsText("Nothing yet this month");
  }

  private static void takesMeans(Page page, String node) {
    page.navigate(node + "/me/budget");
    page.locator("#deposit").fill("10");
    press(page, "Add play money");
    assertThat(page.getByRole(AriaRole.STATUS)).containsText("10.00");
    page.locator("#amount").fill("2.00");
    press(page, "Save");
    assertThat(page.getByRole(AriaRole.STATUS)).isVisible();
    assertThat(page.locator("#amount")).hasValue("2.00");
  }

  private static void flattrs(Page page, String node) {
    page.navigate(node + "/flattr?url=" + URLEncoder.encode(DAWN, StandardCharsets.UTF_8));
    assertThat(page.locator(".card")).containsText("bea");
    press(page, "Flattr");
    assertThat(heading(page)).containsText("Flattred.");
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!main(page).textContent().contains("It counts")) {
      assertThat(Instant.now()).as("the other node has counted it").isBefore(deadline);
      page.reload();
    }
    page.navigate(node + "/me");
    assertThat(page.locator("ol.given")).containsText("counted");
    assertThat(page.locator("ol.given")).containsText("2.00");
  }

  private static Page signIn(BrowserContext context, URI link) {
    Page page = context.newPage();
    page.navigate(link.toString());
    page.locator("#password").fill(PASSWORD);
    press(page, "Keep this password");
    assertThat(heading(page)).isVisible();
    return page;
  }

  private static void endsTheMonth(Page page, String node) {
    page.navigate(node + "/admin/months");
    page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("End this month now"))
        .click();
    press(page, "End this month now");
    assertThat(page.getByRole(AriaRole.STATUS))
        .containsText("The month is over on all nodes of the demo");
    assertThat(main(page)).containsText("This month is closed");
  }

  /** Of 2.00, her node keeps 5 %. */
  private static void seesItArrive(Page page, String node) {
    page.navigate(node + "/me/creator/months/2026-11");
    assertThat(main(page)).containsText(Pattern.compile("1[.]90"));
    page.navigate(node + "/me/notices");
    assertThat(page.locator("ul.told"))
        .containsText(Pattern.compile("1[.]90\\sXTS of what you were given in November 2026"));
  }

  private static void seesBothSidesAgree(Page page, String node) {
    page.navigate(node + "/admin/months/2026-11");
    Locator peer = main(page).locator("a[href*='/admin/peers/'][href$='/months/2026-11']");
    assertThat(peer).hasCount(1);
    peer.click();
    assertThat(main(page)).containsText(Pattern.compile("Agreed: .*2[.]00"));
    assertThat(main(page)).containsText("Nothing. The nodes find and raise differences");
    page.navigate(node + "/admin");
    press(page, "Check the books now");
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!main(page).textContent().contains("Everything agreed at the last check")) {
      assertThat(Instant.now()).as("the books are checked").isBefore(deadline);
      page.navigate(node + "/admin");
    }
  }

  private void verifies(Page page, String node) throws Exception {
    page.navigate(node + "/me/months/2026-11");
    Locator proof = page.locator("a[href$='/proof']");
    Download download = page.waitForDownload(proof::click);
    Path file = folder.resolve("proof.json");
    download.saveAs(file);

    page.navigate(node + "/verify");
    page.locator("#text").fill(Files.readString(file));
    press(page, "Check it");

    assertThat(page.locator("#verdict")).hasText("It holds together");
    assertThat(Files.readString(file)).contains(DAWN);
  }
}
