package org.farthing.node.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import com.microsoft.playwright.options.KeyboardModifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.RecordOutcome;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The element on a page of somebody's, in Chromium. */
@Tag("browser")
final class ButtonTest {

  private static final int SMALLEST_TARGET = 44;

  private static ThreeSites sites;
  private static Browsers browsers;

  @BeforeAll
  static void start() throws Exception {
    sites = new ThreeSites();
    browsers = ThreeSites.browsers();
    for (int i = 0; i < 5; i++) {
      Member donor = sites.bobs.members().create("donor" + i, "Donor");
      sites.bobs.deposits().confirm(donor.id().value(), 10_000_000, "for donor " + i);
      sites.bobs.giving().setBudget(donor.id(), 2_000_000);
      sites.bobs.things().register(popular(), "Popular", sites.bob.id(), "bob");
      assertThat(sites.bobs.flattrs().record(donor.id(), popular(), true))
          .isInstanceOf(RecordOutcome.Recorded.class);
    }
  }

  @AfterAll
  static void stop() throws Exception {
    browsers.close();
    sites.close();
  }

  private static String popular() {
    return sites.blog() + "/popular";
  }

  private static String button(String attributes, String url) {
    return "<flattr-button %s><a href=\"%s\">Flattr</a></flattr-button>"
        .formatted(attributes, sites.link(url));
  }

  private static Locator links(Page page) {
    return page.locator("main").getByRole(AriaRole.LINK);
  }

  @Test
  void severalOnAPageShareOneRequestAndOthersSendNone() {
    List<String> asked = new ArrayList<>();
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      page.onRequest(request -> asked.add(request.url()));
      String counted = button("counter", popular());
      page.navigate(
          sites.page("/many", "", counted + counted + button("counter", sites.blog() + "/x")));
      assertThat(page.getByLabel("5 flattrs this month")).hasCount(2);
      assertThat(asked.stream().filter(it -> it.contains("/widget/count"))).hasSize(1);
      assertThat(asked.stream().filter(it -> it.contains("flattr-button.js"))).hasSize(1);
      asked.clear();
      page.navigate(sites.page("/none", "", button("", popular())));
      assertThat(links(page)).hasCount(1);

      assertThat(asked)
          .containsExactlyInAnyOrder(
              sites.blog() + "/none", sites.bobs.origin() + "/widget/flattr-button.js");
      assertThat(context.cookies()).isEmpty();
      assertThat(page.evaluate("localStorage.length + sessionStorage.length")).isEqualTo(0);
    }
  }

  @Test
  void counterThatNeverAnswersOrIsForbiddenIsLeftOut() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      context.route("**/widget/count**", _ -> {});
      page.navigate(sites.page("/slow", "", button("counter", popular())));
      assertThat(links(page)).hasText("Flattr");

      context.unroute("**/widget/count**");
      context.route("**/widget/count**", route -> route.abort());
      page.navigate(sites.page("/down", "", button("counter", popular())));
      assertThat(links(page)).hasText("Flattr");

      context.unroute("**/widget/count**");
      String policy = "default-src 'none'; script-src " + sites.bobs.origin();
      List<String> errors = new ArrayList<>();
      page.onPageError(errors::add);
      page.navigate(sites.page("/strict", policy, button("counter", popular())));
      assertThat(links(page)).hasCSS("background-color", "rgb(150, 72, 26)");
      assertThat(errors).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "href=\"javascript:alert(1)\"",
        "href=\"data:text/html,x\"",
        "node=\"javascript:alert(1)\" href=\"javascript:alert(1)\"",
        "href=\"https://[\""
      })
  void hostileAddressLeavesThePlainLink(String attributes) {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      page.navigate(sites.page("/hostile", "", button(attributes, popular())));
      page.waitForFunction("customElements.get('flattr-button') !== undefined");

      assertThat(links(page)).hasAttribute("href", sites.link(popular()));
      assertThat(links(page)).isVisible();
    }
  }

  @Test
  void hostileTextIsText() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      String hostile = "&lt;img src=x onerror=alert(1)&gt;";
      page.navigate(
          sites.page(
              "/text",
              "",
              button(
                  "label=\"%1$s\" thing-title=\"%1$s\" creator=\"%1$s\"".formatted(hostile),
                  popular())));

      assertThat(links(page)).hasText("<img src=x onerror=alert(1)>");
      assertThat(links(page)).hasAttribute("href", Pattern.compile("creator=%3Cimg"));
      assertThat(page.locator("img")).hasCount(0);
    }
  }

  @Test
  void clickThatThePagePreventsDoesNothing() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      page.navigate(sites.page("/prevented", "", button("", popular())));
      page.evaluate(
          "document.addEventListener('flattr-click', (event) => { event.preventDefault();"
              + " document.title = event.detail.href })");

      links(page).click();
      links(page).click(new Locator.ClickOptions().setModifiers(List.of(KeyboardModifier.CONTROL)));

      assertThat(page).hasTitle(popular());
      assertThat(page).hasURL(sites.blog() + "/prevented");
      assertThat(context.pages()).hasSize(1);
    }
  }

  @Test
  void nothingMovesWhenTheButtonAndItsCountCome() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      for (String variant : List.of("large", "compact", "icon")) {
        String attributes = "counter variant=\"" + variant + "\"";
        page.navigate(
            sites.bobs.origin() + "/widget?counter=yes&variant=" + variant + "&url=" + popular());
        Matcher style =
            Pattern.compile("<style>.*</style>").matcher(page.locator("pre").first().innerText());
        assertThat(style.find()).isTrue();
        page.navigate(
            sites.page(
                "/shift-" + variant,
                "",
                style.group()
                    + "<p>Before "
                    + button(attributes, popular())
                    + " after.</p><p>Below.</p><script>window.shift = 0; new"
                    + " PerformanceObserver((list) => list.getEntries().forEach((it) => {"
                    + " window.shift += it.value })).observe({ type: 'layout-shift', buffered: true"
                    + " })</script>"));
        assertThat(page.getByLabel("5 flattrs this month")).isVisible();
        page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))");

        assertThat(((Number) page.evaluate("window.shift")).doubleValue()).as(variant).isZero();
      }
    }
  }

  @Test
  void targetIsLargeEnoughInEveryForm() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      for (String variant : List.of("large", "compact", "icon")) {
        page.navigate(
            sites.page("/size", "", "<br><br>" + button("variant=" + variant, popular())));
        BoundingBox box = links(page).boundingBox();
        assertThat(box.width).isGreaterThanOrEqualTo(SMALLEST_TARGET);
        double middle = box.y + box.height / 2;

        for (double y : new double[] {middle - 21, middle + 21}) {
          assertThat(
                  page.evaluate(
                      "([x, y]) => document.elementFromPoint(x, y).localName",
                      List.of(box.x + box.width / 2, y)))
              .isEqualTo("flattr-button");
        }
      }
    }
  }

  @Test
  void germanPageHasAGermanButton() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      page.navigate(
          sites.page("/de", "", "<div lang=\"de\">" + button("counter", popular()) + "</div>"));

      assertThat(page.getByLabel("5 Flattrs in diesem Monat")).isVisible();
    }
  }

  @Test
  void siteHasItsOwnWordsColoursAndParts() {
    try (BrowserContext context = browsers.fresh(ThreeSites.options())) {
      Page page = context.newPage();
      page.navigate(
          sites.page(
              "/own",
              "",
              """
              <style>flattr-button { --flattr-background: rgb(1, 2, 3); --flattr-radius: 9px }
              flattr-button::part(label) { color: rgb(4, 5, 6) }
              flattr-button::part(counter) { color: rgb(7, 8, 9) }</style>
              """
                  + button(
                      "counter label=\"Like it\" text-count=\"{n} people\""
                          + " text-waiting=\"Look there.\"",
                      popular())));

      assertThat(links(page)).hasText("Like it");
      assertThat(links(page)).hasCSS("background-color", "rgb(1, 2, 3)");
      assertThat(links(page)).hasCSS("border-radius", "9px");
      assertThat(links(page)).hasCSS("transition-duration", "0s");
      assertThat(page.getByText("Like it")).hasCSS("color", "rgb(4, 5, 6)");
      assertThat(page.getByLabel("5 people")).hasCSS("color", "rgb(7, 8, 9)");
      page.waitForPopup(() -> links(page).click());
      assertThat(page.getByRole(AriaRole.STATUS)).hasText("Look there.");
      page.evaluate("document.querySelector('flattr-button').setAttribute('label', 'More')");
      assertThat(links(page)).hasText("More");
    }
  }

  @Test
  void itIsAccessibleInLightDarkAndForcedColours() {
    String buttons =
        "<h1>A post</h1><p>%s</p><p>%s</p><p>%s</p>"
            .formatted(
                button("counter thing-title=\"A post\"", popular()),
                button("variant=compact counter", popular()),
                button("variant=icon", popular()));
    String url = sites.page("/looks", "", buttons);
    for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
      for (ForcedColors forced : List.of(ForcedColors.NONE, ForcedColors.ACTIVE)) {
        try (BrowserContext context =
            browsers.fresh(
                ThreeSites.options()
                    .setColorScheme(scheme)
                    .setForcedColors(forced)
                    .setViewportSize(390, 400))) {
          Page page = context.newPage();
          page.navigate(url);
          assertThat(page.getByLabel("5 flattrs this month")).hasCount(2);
          page.screenshot(
              new Page.ScreenshotOptions()
                  .setPath(Path.of("target/pictures/button-" + scheme + "-" + forced + ".png")));

          if (forced == ForcedColors.NONE) {
            assertThat(links(page).first())
                .hasCSS(
                    "background-color",
                    scheme == ColorScheme.DARK ? "rgb(237, 160, 102)" : "rgb(150, 72, 26)");
          }
          AxeBuilder axe = new AxeBuilder(page);
          if (forced == ForcedColors.ACTIVE) {
            // It reads the colours of the style, not those that the reader has chosen instead.
            axe.disableRules(List.of("color-contrast"));
          }
          assertThat(axe.analyze().getViolations()).as(scheme + " " + forced).isEmpty();
        }
      }
    }
  }
}
