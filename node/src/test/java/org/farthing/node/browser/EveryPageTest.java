package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.browser.Tour.Stop;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every page: accessible in both themes, whole on a phone, small, and quiet. */
@Tag("browser")
final class EveryPageTest {

  private static final int MOST_BYTES = 100_000;

  private static Tour tour;
  private static Browsers browsers;

  @BeforeAll
  static void open() {
    tour = new Tour();
    browsers = Browsers.open();
  }

  @AfterAll
  static void close() {
    browsers.close();
    tour.close();
  }

  static Stream<Stop> stops() {
    return tour.stops().stream();
  }

  @ParameterizedTest
  @MethodSource("stops")
  void pageIsAccessibleWholeSmallAndQuiet(Stop stop) {
    try (BrowserContext context =
            tour.browserOf(stop.guest(), browsers, Look.PHONE_LIGHT.context());
        Page page = context.newPage()) {
      List<String> complaints = new ArrayList<>();
      List<Response> answers = new ArrayList<>();
      page.onConsoleMessage(it -> complaints.add(it.text()));
      page.onPageError(complaints::add);
      page.onResponse(answers::add);
      page.navigate(tour.address(stop));

      isAccessibleAndWhole(page, "phone, light");
      // Both themes and both widths; that each has both is for pictures.
      page.setViewportSize(1280, 900);
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      isAccessibleAndWhole(page, "desktop, dark");

      assertThat(complaints.stream().filter(it -> !it.contains("responded with a status of")))
          .isEmpty();
      // Asking for sizes lets further events in.
      isSmallAndAsksNobodyElse(List.copyOf(answers));
    }
  }

  private static void isAccessibleAndWhole(Page page, String look) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("what sticks out at the side, %s", look)
        .isEqualTo(0);
    // In one go: there are no frames, for which else a second page would be opened each time.
    assertThat(new AxeBuilder(page).setLegacyMode(true).analyze().getViolations())
        .extracting(rule -> rule.getId() + " " + rule.getNodes())
        .as("%s", look)
        .isEmpty();
  }

  private static void isSmallAndAsksNobodyElse(List<Response> answers) {
    assertThat(answers.stream().map(Response::url))
        .allMatch(url -> url.startsWith(tour.origin() + "/"));
    assertThat(answers.stream().filter(it -> it.url().contains(".css"))).hasSize(1);
    assertThat(answers.stream().mapToLong(EveryPageTest::bytes).sum())
        .isLessThanOrEqualTo(MOST_BYTES);
  }

  private static long bytes(Response answer) {
    Sizes sizes = answer.request().sizes();
    return (long) sizes.responseBodySize + sizes.responseHeadersSize;
  }
}
