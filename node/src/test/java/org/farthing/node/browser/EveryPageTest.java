package org.farthing.node.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Sizes;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.farthing.node.browser.Tour.Guest;
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

  /** What breaks a rule, and where; all else that axe could tell is left out, which takes time. */
  private static final String RUN =
      "() => axe.run(document, {resultTypes: ['violations']}).then(it => it.violations.map("
          + "rule => rule.id + ' ' + rule.nodes.map(node => node.html + node.failureSummary)))";

  private static Tour tour;
  private static Browsers browsers;
  private static final Map<Guest, Visit> VISITS = new EnumMap<>(Guest.class);

  /** A page of a guest, which shows one after the other and keeps nothing of them. */
  private static final class Visit {

    final Page page;
    final List<String> complaints = new ArrayList<>();
    final List<Response> answers = new ArrayList<>();

    Visit(Guest guest) {
      BrowserContext context = tour.browserOf(guest, browsers, Look.PHONE_LIGHT.context());
      this.page = context.newPage();
      JsonObject never = new JsonObject();
      never.addProperty("cacheDisabled", true);
      context.newCDPSession(page).send("Network.setCacheDisabled", never);
      page.onConsoleMessage(it -> complaints.add(it.text()));
      page.onPageError(complaints::add);
      page.onRequest(
          request -> {
            if (request.isNavigationRequest()) {
              answers.clear();
            }
          });
      page.onResponse(answers::add);
    }

    /** On a phone, by day. */
    void begin() {
      look(Look.PHONE_LIGHT);
      complaints.clear();
    }

    void look(Look look) {
      page.setViewportSize(look.width(), look.height());
      page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
    }
  }

  @BeforeAll
  static void open() {
    tour = new Tour();
    browsers = Browsers.open();
  }

  @AfterAll
  static void close() {
    VISITS.clear();
    browsers.close();
    tour.close();
  }

  static Stream<Stop> stops() {
    return tour.stops().stream();
  }

  @ParameterizedTest
  @MethodSource("stops")
  void pageIsAccessibleWholeSmallAndQuiet(Stop stop) {
    Visit visit = VISITS.computeIfAbsent(stop.guest(), Visit::new);
    visit.begin();
    tour.open(stop, visit.page);

    visit.page.evaluate(AxeBuilder.getAxeScript());
    isAccessibleAndWhole(visit.page, "phone, light");
    // Both themes and both widths; that each has both is for pictures.
    visit.look(Look.DESKTOP_DARK);
    isAccessibleAndWhole(visit.page, "desktop, dark");

    assertThat(visit.complaints.stream().filter(it -> !it.contains("responded with a status of")))
        .isEmpty();
    // Asking for sizes lets further events in.
    isSmallAndAsksNobodyElse(visit.page.url(), List.copyOf(visit.answers));
  }

  private static void isAccessibleAndWhole(Page page, String look) {
    assertThat(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("what sticks out at the side, %s", look)
        .isEqualTo(0);
    assertThat((List<?>) page.evaluate(RUN)).as("%s", look).isEmpty();
  }

  private static void isSmallAndAsksNobodyElse(String url, List<Response> answers) {
    String origin = URI.create(url).resolve("/").toString();
    assertThat(answers.stream().map(Response::url)).allMatch(each -> each.startsWith(origin));
    assertThat(answers.stream().filter(it -> it.url().contains(".css"))).hasSize(1);
    assertThat(answers.stream().mapToLong(EveryPageTest::bytes).sum())
        .isLessThanOrEqualTo(MOST_BYTES);
  }

  private static long bytes(Response answer) {
    Sizes sizes = answer.request().sizes();
    return (long) sizes.responseBodySize + sizes.responseHeadersSize;
  }
}
