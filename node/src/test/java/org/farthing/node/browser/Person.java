package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Somebody before a browser: goes by what stands there, as labels, buttons and links have it. All
 * names and texts are whole, and their spaces are any spaces; what is read is a part of the page.
 */
final class Person implements AutoCloseable {

  private static final int MOST_TABS = 40;

  private final BrowserContext browser;
  private final String node;
  private final Page page;

  Person(BrowserContext browser, String node) {
    this.browser = browser;
    this.node = node;
    this.page = browser.newPage();
  }

  /** Another tab of the same browser; closed with it. */
  Person inAnotherTab() {
    return new Person(browser, node);
  }

  void opens(String path) {
    page.navigate(node + path);
  }

  /** Opens what was there once. */
  void findsGone(String path) {
    assertThat(Objects.requireNonNull(page.navigate(node + path)).status()).isEqualTo(410);
  }

  void fills(String label, String text) {
    field(label).fill(text);
  }

  void chooses(String label, String option) {
    field(label).selectOption(option);
  }

  void choosesFile(String label, String name, String content) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    field(label).setInputFiles(new FilePayload(name, "application/json", bytes));
  }

  /** From the next page on. */
  void hasABrowserWithoutEd25519() {
    page.addInitScript("SubtleCrypto.prototype.importKey = () => Promise.reject(new Error())");
  }

  /** All that is asked of anybody after this. */
  List<String> asksFromNowOn() {
    List<String> asked = new ArrayList<>();
    page.onRequest(request -> asked.add(request.url()));
    return asked;
  }

  void presses(String button) {
    one(AriaRole.BUTTON, button).click();
  }

  /** As impatient people do. */
  void pressesTwice(String button) {
    one(AriaRole.BUTTON, button).dblclick();
  }

  void follows(String link) {
    one(AriaRole.LINK, link).click();
  }

  /** Follows the link in the row of a table that has this text. */
  void followsInRow(String text, String link) {
    page.getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(text))
        .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(pattern(link)))
        .click();
  }

  void goesBack() {
    page.goBack();
  }

  /** What is behind a link that downloads. */
  String downloads(String link) throws Exception {
    Download download = page.waitForDownload(() -> follows(link));
    return Files.readString(download.path());
  }

  /** Moves on by the Tab key until this has the focus. */
  void tabsTo(AriaRole role, String name) {
    Locator wanted = one(role, name);
    Locator focused = wanted.and(page.locator(":focus"));
    for (int pressed = 0; pressed < MOST_TABS && focused.count() == 0; pressed++) {
      strikes("Tab");
    }
    assertThat(wanted).isFocused();
  }

  void stillHasTheFocusOn(AriaRole role, String name) {
    assertThat(one(role, name)).isFocused();
  }

  void strikes(String key) {
    page.keyboard().press(key);
  }

  /** Is signed out behind their back, as when a session has ended. */
  void losesSession() {
    browser.clearCookies();
  }

  void signsIn(String login, String password) {
    fills("Name or e-mail address", login);
    fills("Password", password);
    presses("Sign in");
  }

  void reads(String text) {
    assertThat(page.locator("main")).containsText(text);
  }

  /** Reads that something is done. */
  void isTold(String text) {
    assertThat(page.getByRole(AriaRole.STATUS).filter(containing(text))).isVisible();
  }

  /** Reads that something is refused. */
  void isRefused(String text) {
    assertThat(page.getByRole(AriaRole.ALERT).filter(containing(text))).isVisible();
  }

  /** Finds what was typed still there. */
  void finds(String label, String text) {
    assertThat(field(label)).hasValue(text);
  }

  void isLedTo(String path) {
    assertThat(page).hasURL(Pattern.compile("^" + escaped(node + path)));
  }

  /** For what has no label, such as the rows of a list. */
  Locator sees(String selector) {
    return page.locator(selector);
  }

  private Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  private Locator one(AriaRole role, String name) {
    return page.getByRole(role, new Page.GetByRoleOptions().setName(pattern(name)));
  }

  private static Locator.FilterOptions containing(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private static Pattern pattern(String name) {
    return Pattern.compile("^" + escaped(name).replace(" ", "\\s") + "$");
  }

  /** For Chromium, which does not know {@link Pattern#quote}. */
  private static String escaped(String text) {
    return text.replaceAll("[.*+?^${}()|\\[\\]\\\\/]", "\\\\$0");
  }

  @Override
  public void close() {
    browser.close();
  }
}
