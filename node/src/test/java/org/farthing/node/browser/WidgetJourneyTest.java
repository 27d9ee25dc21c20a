package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Pattern;
import org.farthing.node.flattr.Given;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a button on a blog to the visitor's own node and back, in Chromium, on three domains. */
@Tag("browser")
final class WidgetJourneyTest {

  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);

  private static ThreeSites sites;
  private static Browsers browsers;

  private BrowserContext context;

  @BeforeAll
  static void start() throws Exception {
    sites = new ThreeSites();
    browsers = ThreeSites.browsers();
  }

  @AfterAll
  static void stop() throws Exception {
    browsers.close();
    sites.close();
  }

  @BeforeEach
  void open() {
    context = browsers.fresh(ThreeSites.options());
    sites.alicesHeaders().clear();
  }

  @AfterEach
  void close() {
    context.close();
  }

  /** Opens a page of the blog with a button on it. */
  private Page post(String path) {
    String url = sites.blog() + path;
    // As strict as a site can be that has the button at all; the counter's request is forbidden.
    String policy =
        "default-src 'none'; script-src %s; require-trusted-types-for 'script'"
            .formatted(sites.bobs.origin());
    Page page = context.newPage();
    page.navigate(
        sites.page(
            path,
            policy,
            """
            <h1>A post</h1><p>Text.</p>
            <flattr-button counter thing-title="A post"><a href="%s">Flattr</a></flattr-button>
            """
                .formatted(sites.link(url))));
    return page;
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(
        AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(name)));
  }

  private static Locator act(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static Page clicks(Page page, String name) {
    return page.waitForPopup(() -> link(page, name).click());
  }

  private void namesAlicesNode(Page window) {
    assertThat(window).hasTitle("Where do you flattr from?");
    window.getByLabel("Your node or your handle").fill(sites.alicesHandle());
    act(window, "Go on").click();
  }

  private static void confirms(Page window) {
    assertThat(window).hasTitle("Flattr this?");
    act(window, "Flattr").click();
    assertThat(window.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
        .containsText("Flattred.");
  }

  private static void goesBack(Page window) {
    link(window, "Back to bobs-blog").click();
    link(window, "Go to bobs-blog").click();
  }

  private static Locator status(Page page) {
    return page.getByRole(AriaRole.STATUS);
  }

  private List<Given> given(String path) {
    return sites.alices.flattrs().of(sites.alice.id(), NOVEMBER).stream()
        .filter(it -> it.thing().url().equals(sites.blog() + path))
        .toList();
  }

  @Test
  void firstClickAsksForTheNodeAndLaterOnesLeadThere() {
    sites.signIn(context);
    Page first = post("/first");
    first.evaluate(
        "document.addEventListener('flattr-counted', (event) => { window.told = event.detail.href"
            + " })");

    Page window = clicks(first, "Flattr: A post");
    assertThat(status(first)).hasText("Go on in the new window.");
    namesAlicesNode(window);
    assertThat(window.locator(".card")).containsText("users/bob");
    confirms(window);
    goesBack(window);

    assertThat(status(first)).hasText("Flattred");
    assertThat(link(first, "Flattred: A post")).isVisible();
    assertThat(first.evaluate("window.told")).isEqualTo(sites.blog() + "/first");
    assertThat(given("/first")).hasSize(1);
    assertThat(given("/first").getFirst().creator().orElseThrow().actor().toString())
        .isEqualTo(sites.bobs.origin() + "/users/bob");

    Page second = post("/second");
    Page straight = clicks(second, "Flattr: A post");
    confirms(straight);
    goesBack(straight);
    assertThat(status(second)).hasText("Flattred");
    assertThat(given("/second")).hasSize(1);

    Page again = clicks(second, "Flattred: A post");
    assertThat(again).hasTitle("You have flattred this already");
    assertThat(given("/second")).hasSize(1);
  }

  @Test
  void resultComesBackFromANodeThatCutsItsWindowsOff() {
    sites.alicesHeaders().put("Cross-Origin-Opener-Policy", "same-origin");
    sites.signIn(context);
    Page page = post("/cut-off");

    Page window = clicks(page, "Flattr: A post");
    namesAlicesNode(window);
    confirms(window);
    goesBack(window);

    assertThat(status(page)).hasText("Flattred");
    assertThat(given("/cut-off")).hasSize(1);
  }

  @Test
  void visitorWhoDecidesAgainstItComesBackToo() {
    sites.signIn(context);
    Page page = post("/not-now");

    Page window = clicks(page, "Flattr: A post");
    namesAlicesNode(window);
    link(window, "Not now, back to bobs-blog").click();
    link(window, "Go to bobs-blog").click();

    assertThat(status(page)).hasText("Not flattred.");
    assertThat(given("/not-now")).isEmpty();
  }

  @Test
  void keyboardAloneDoesIt() {
    sites.signIn(context);
    Page page = post("/keyboard");
    page.keyboard().press("Tab");

    Page window = page.waitForPopup(() -> page.keyboard().press("Enter"));
    assertThat(window.getByLabel("Your node or your handle")).isFocused();
    window.keyboard().type(sites.alicesHandle());
    window.keyboard().press("Enter");
    assertThat(window).hasTitle("Flattr this?");
    act(window, "Flattr").focus();
    window.keyboard().press("Enter");
    assertThat(window).hasTitle(Pattern.compile("Your flattr of"));

    assertThat(given("/keyboard")).hasSize(1);
  }

  @Test
  void strangerSignsInFirstAndThenIsAsked() {
    Page page = post("/stranger");

    Page window = clicks(page, "Flattr: A post");
    namesAlicesNode(window);

    assertThat(window).hasTitle("Sign in");
    assertThat(window.locator("form:has(input[type=password]) input[name=next]"))
        .hasValue(Pattern.compile("^/flattr\\?url=https%3A%2F%2Fbobs-blog"));
  }

  @Test
  void unknownNodeSaysWhatNow() {
    Page page = post("/unknown");

    Page window = clicks(page, "Flattr: A post");
    window.getByLabel("Your node or your handle").fill("@me@nowhere.invalid");
    act(window, "Go on").click();

    assertThat(window.getByRole(AriaRole.ALERT)).containsText("does not answer now");
    assertThat(window.getByLabel("Your node or your handle")).hasValue("@me@nowhere.invalid");
    assertThat(new AxeBuilder(window).analyze().getViolations()).isEmpty();
  }

  @Test
  void nodeWithTheCertificateOfAnotherIsNotBelieved() {
    Page window = clicks(post("/impostor"), "Flattr: A post");
    window.getByLabel("Your node or your handle").fill(sites.impostorsHandle());
    act(window, "Go on").click();

    assertThat(window.getByRole(AriaRole.ALERT)).containsText("does not answer now");
  }

  @Test
  void plainLinkDoesItWithoutScripts() {
    context.close();
    context = browsers.fresh(ThreeSites.options().setJavaScriptEnabled(false));
    sites.signIn(context);
    Page page = post("/plain");

    link(page, "^Flattr$").click();
    namesAlicesNode(page);
    confirms(page);

    assertThat(given("/plain")).hasSize(1);
  }

  @Test
  void closedWindowSaysWhatNow() {
    Page page = post("/closed");

    clicks(page, "Flattr: A post").close();

    assertThat(status(page)).containsText("Is the window closed? Click again.");
    assertThat(link(page, "Flattr: A post")).isVisible();
  }

  @Test
  void browserThatOpensNoWindowsFollowsTheLinkAtTheNextClick() {
    sites.signIn(context);
    context.addInitScript("window.open = () => null");
    Page page = post("/blocked");
    link(page, "Flattr: A post").click();
    assertThat(status(page)).hasText("No window was opened. Click again.");

    Page window = context.waitForPage(() -> link(page, "Flattr: A post").click());
    namesAlicesNode(window);
    confirms(window);
    goesBack(window);

    assertThat(status(page)).hasText("Flattred");
  }

  @Test
  void linkFollowedInTheSameTabShowsTheResultWhereItLeadsBackTo() {
    sites.signIn(context);
    Page page = post("/same-tab");
    page.evaluate(
        "document.querySelector('flattr-button').shadowRoot.querySelector('a').target = '_self'");

    link(page, "Flattr: A post").click();
    namesAlicesNode(page);
    confirms(page);
    goesBack(page);

    assertThat(status(page)).hasText("Flattred");
    assertThat(link(page, "Flattred: A post")).isVisible();
    assertThat(page).hasURL(sites.blog() + "/same-tab");
    assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    assertThat(given("/same-tab")).hasSize(1);
  }

  @Test
  void forgedResultsAreNotBelieved() {
    Page page = post("/forged");
    Page window = clicks(page, "Flattr: A post");
    assertThat(window).hasTitle("Where do you flattr from?");

    window.evaluate(
        "new BroadcastChannel('flattr-button').postMessage({ done: true, key: '1-2-3-4', of: '"
            + sites.blog()
            + "/forged' })");
    page.evaluate("postMessage({ flattr: 'done', result: 'done' }, '*')");
    Page sameSite = context.newPage();
    sameSite.navigate(
        sites.blog()
            + "/forged#flattr=done.1-2-3-4."
            + URLEncoder.encode(sites.blog() + "/forged", StandardCharsets.UTF_8));
    sameSite.evaluate("document.addEventListener('flattr-counted', () => { window.told = 1 })");
    // What this tab shows to whoever follows such a link is text, and nothing is told to its page.
    assertThat(status(sameSite)).hasText("Flattred");
    assertThat(sameSite.evaluate("window.told")).isNull();
    sameSite.evaluate(
        "for (const data of [null, 7, 'x', {}, { done: true }, { done: true, key: {} }])"
            + " new BroadcastChannel('flattr-button').postMessage(data)");

    assertThat(sameSite).hasURL(sites.blog() + "/forged");
    assertThat(status(page)).hasText("Go on in the new window.");
    assertThat(link(page, "Flattr: A post")).isVisible();
  }

  @Test
  void nodeCannotLeadTheBlogElsewhere() {
    Page page = post("/opener");

    Page window = clicks(page, "Flattr: A post");

    assertThat(window).hasTitle("Where do you flattr from?");
    assertThat(window.evaluate("window.opener")).isNull();
  }

  @Test
  void pageThatAsksCannotBeFramed() {
    sites.signIn(context);
    Page page = context.newPage();
    page.navigate(
        sites.page(
            "/framing",
            "",
            "<iframe src=\"%s/flattr?url=%s\"></iframe>"
                .formatted(sites.alices.origin(), sites.blog() + "/framing")));

    assertThat(page.frames()).hasSize(2);
    assertThat(page.frames().get(1).url()).doesNotContain("/flattr?");
  }

  @Test
  void linkOfAnImpostorLeadsToTheCreatorWhomThePageShows() {
    sites.bobs.members().create("mallory", "Mallory");
    sites.signIn(context);
    String url = sites.page("/claimed", "", "<p>Bob’s.</p>");
    Page page = context.newPage();

    page.navigate(
        sites.alices.origin()
            + "/flattr?url="
            + url
            + "&creator=@mallory@"
            + sites.bobs.ids().origin().authority());

    assertThat(page.locator(".card")).containsText("users/bob");
    assertThat(page.locator(".card")).not().containsText("mallory");
  }

  @Test
  void bookmarkletAsksAboutThePageThatIsLookedAt() {
    sites.signIn(context);
    Page page = context.newPage();
    page.navigate(sites.alices.origin() + "/widget");
    String bookmarklet = page.locator("a[href^='javascript:']").getAttribute("href");
    // A bookmark is the reader's, whatever the page allows itself.
    page.navigate(sites.page("/marked", "default-src 'none'; form-action 'none'", "<h1>It</h1>"));

    context.newCDPSession(page).send("Page.navigate", address(bookmarklet));

    assertThat(page).hasURL(Pattern.compile("^" + sites.alices.origin() + "/flattr\\?"));
    assertThat(page.locator(".card")).containsText(sites.blog() + "/marked");
    assertThat(page.locator(".card")).containsText("A post of Bob’s");
    confirms(page);

    assertThat(given("/marked")).hasSize(1);
  }

  private static JsonObject address(String url) {
    JsonObject parameters = new JsonObject();
    parameters.addProperty("url", url);
    return parameters;
  }

  @Test
  void configuratorShowsEachChoiceAtOnce() {
    Page page = context.newPage();
    page.navigate(sites.bobs.origin() + "/widget");
    page.evaluate("window.sameDocument = true");

    page.getByLabel("Address of the page").fill(sites.blog() + "/chosen");
    page.getByLabel("Coin alone").check();
    page.getByLabel("Text (optional)").fill("Thanks");

    assertThat(page.locator(".preview flattr-button")).hasAttribute("label", "Thanks");
    assertThat(page.locator(".preview flattr-button")).hasAttribute("variant", "icon");
    assertThat(page.locator("pre").first()).containsText("variant=\"icon\" label=\"Thanks\"");
    assertThat(act(page, "Copy").first()).isVisible();
    assertThat(page.evaluate("window.sameDocument")).isEqualTo(true);
  }

  @Test
  void pagesAboutTheButtonAreAccessible() {
    Browser.NewContextOptions options = ThreeSites.options().setViewportSize(390, 844);
    try (BrowserContext phone = browsers.fresh(options)) {
      Page page = phone.newPage();
      for (String path :
          List.of(
              "/widget",
              "/widget?url=https%3A%2F%2Fbobs-blog.test%2F&counter=yes",
              "/widget/demo",
              "/widget/qr?url=https%3A%2F%2Fbobs-blog.test%2F",
              "/flattr/from?url=https%3A%2F%2Fbobs-blog.test%2F&title=A+post")) {
        page.navigate(sites.bobs.origin() + path);

        assertThat(new AxeBuilder(page).analyze().getViolations()).as(path).isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
            .as("what sticks out at the side of " + path)
            .isEqualTo(0);
      }
    }
  }
}
