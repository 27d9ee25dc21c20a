package org.farthing.node.web.widget;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.activity.Origin;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other sites get of a node: the element, counts, images, and pages about them. */
final class WidgetTest {

  private static final String POPULAR = "https://bob.example/popular";
  private static final String FEW = "https://bob.example/few";
  private static final String HOSTILE = "\"><script>alert(1)</script>";
  private static final String ANY = "*/*";

  /**
   * What was released, as pages all over the web name it. A line is added with each release, and
   * none is ever changed: a page whose hash is not that of the file has no button any more.
   */
  private static final List<String> RELEASED =
      List.of("1.0.0 sha384-KiYB10uhKG5aQnBf1FmO8hRdw8OhxEmwbhu3uabGrZBh1pxvIsnSc8LX2bofeciS");

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    Member bob = web.aCreator("bob", POPULAR);
    web.node.things().register(FEW, HOSTILE, bob.id(), "bob");
    for (int i = 0; i < 5; i++) {
      Member donor = web.aDonor("donor" + i);
      web.node.flattrs().record(donor.id(), POPULAR, true);
      if (i < 4) {
        web.node.flattrs().record(donor.id(), FEW, false);
      }
    }
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static List<String> versions() throws Exception {
    return Files.readAllLines(Path.of("src/main/resources/widget/versions.txt"));
  }

  @Test
  void whatWasReleasedIsServedForEverAsItsHashSays() throws Exception {
    assertThat(versions()).isEqualTo(RELEASED);
    for (String line : RELEASED) {
      String[] release = line.split(" ", 2);
      HttpResponse<String> answer = web.get("/widget/" + release[0] + "/flattr-button.js", ANY);

      byte[] hash =
          MessageDigest.getInstance("SHA-384")
              .digest(answer.body().getBytes(StandardCharsets.UTF_8));
      assertThat("sha384-" + Base64.getEncoder().encodeToString(hash)).isEqualTo(release[1]);
      assertThat(header(answer, "Cache-Control")).contains("immutable");
      assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
      assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("cross-origin");
      assertThat(header(answer, "Content-Type")).startsWith("text/javascript");
    }
  }

  @Test
  void addressWithoutVersionIsTheNewestAndTheOneOfThePackage() throws Exception {
    HttpResponse<String> alias = web.get("/widget/flattr-button.js", ANY);

    assertThat(alias.body()).isEqualTo(Files.readString(Path.of("../web-widget/flattr-button.js")));
    assertThat(header(alias, "Cache-Control")).isEqualTo("public, max-age=3600");
    assertThat(web.get("/widget/0.0.0/flattr-button.js", ANY).statusCode()).isEqualTo(404);
  }

  @Test
  void documentationNamesEveryHashAndShowsTheNewest() throws Exception {
    String page = Files.readString(Path.of("../docs/widget.md"));
    String newest = RELEASED.getLast().split(" ", 2)[1];

    for (String line : RELEASED) {
      String[] release = line.split(" ", 2);
      assertThat(page)
          .contains("| `/widget/%s/flattr-button.js` | `%s` |".formatted(release[0], release[1]));
    }
    assertThat(page).contains("integrity=\"" + newest + "\"");
  }

  @Test
  void countsAreThoseThatEverybodyMayKnow() throws Exception {
    String query =
        Stream.of(POPULAR, FEW, "https://nobody.example/", "javascript:alert(1)", HOSTILE)
            .map(url -> "url=" + encoded(url))
            .collect(Collectors.joining("&"));

    HttpResponse<String> answer = web.get("/widget/count?" + query, ANY);

    assertThat(answer.body()).isEqualTo("{\"counts\":{\"" + POPULAR + "\":5}}");
    assertThat(header(answer, "Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(header(answer, "Cache-Control")).contains("public", "max-age=60");
    assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void countOfNothingOrOfTooMuchIsRefused() throws Exception {
    String many = "url=x&".repeat(101);

    assertThat(web.get("/widget/count", ANY).statusCode()).isEqualTo(400);
    assertThat(web.get("/widget/count?" + many, ANY).body()).contains("malformed_query");
    assertThat(web.get("/widget/count?url=" + "x".repeat(4000), ANY).body())
        .isEqualTo("{\"counts\":{}}");
  }

  @Test
  void badgeShowsTheCountAndIsSentOnceUntilItChanges() throws Exception {
    String path = "/widget/badge.svg?url=" + encoded(POPULAR);
    HttpResponse<String> badge = web.get(path, ANY);
    String tag = header(badge, "ETag");

    assertThat(badge.body()).startsWith("<svg ").contains(">5</text>", "prefers-color-scheme");
    assertThat(header(badge, "Content-Type")).isEqualTo("image/svg+xml");
    assertThat(header(badge, "Content-Security-Policy")).contains("sandbox");
    HttpResponse<String> again = web.send(web.request(path).header("If-None-Match", tag).GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(web.get("/widget/badge.svg?url=" + encoded(FEW), ANY).body())
        .isEqualTo(web.get("/widget/badge.svg", ANY).body());
  }

  @Test
  void badgeHasAThemeAndNothingOfWhatWasAsked() throws Exception {
    assertThat(web.get("/widget/badge.svg?theme=dark", ANY).body())
        .contains("#eda066")
        .doesNotContain("#96481a");
    assertThat(web.get("/widget/badge.svg?theme=light&url=" + encoded(HOSTILE), ANY).body())
        .doesNotContain("script");
    assertThat(web.get("/widget/badge.svg?theme=neon", ANY).statusCode()).isEqualTo(400);
  }

  @Test
  void oldAutoSubmitLinkAsksForTheNodeAndRedirectsNobody() throws Exception {
    HttpResponse<String> answer =
        web.get(
            "/submit/auto?user_id=bob&url=https%3A%2F%2Fnew.example%2Fpost&title=New&description=d"
                + "&language=en_GB&tags=a,b&hidden=0&category=text",
            WebFixture.BROWSER);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("<title>Where do you flattr from?", "action=\"/flattr/from\"")
        .contains("name=\"url\" value=\"https://new.example/post\"", "value=\"@bob@")
        .contains("name=\"title\" value=\"New\"");
    assertThat(web.node.things().find("https://new.example/post")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "user_id=bob&url=javascript:alert(1)",
        "user_id=bob&url=data:text/html,x",
        "user_id=bob&url=%2F%2Fevil.example",
        "user_id=bob",
        "user_id=nobody&url=https://a.example/",
        "url=https://a.example/"
      })
  void autoSubmitOfWhatIsNoneIsRefused(String query) throws Exception {
    assertThat(web.get("/submit/auto?" + query, WebFixture.BROWSER).statusCode()).isIn(400, 404);
  }

  @Test
  void oEmbedIsALinkWithAnImage() throws Exception {
    long few = web.node.things().find(FEW).orElseThrow().id();
    String page = web.node.origin() + "/things/" + few;

    String answer = web.get("/oembed?url=" + encoded(page), ANY).body();

    assertThat(answer)
        .contains("\"type\":\"rich\"", "\"author_name\":\"bob\"", "/widget/badge.svg?url=")
        .contains("Flattr: &quot;&gt;&lt;script&gt;");
    assertThat(web.page("/things/" + few).body())
        .contains("application/json+oembed", "/oembed?url=" + encoded(page))
        .contains("rel=\"payment\"", "href=\"/flattr/from?url=" + encoded(FEW));
    assertThat(web.get("/oembed?url=https://nobody.example/", ANY).statusCode()).isEqualTo(404);
    assertThat(web.get("/oembed?format=xml&url=" + encoded(page), ANY).statusCode()).isEqualTo(501);
  }

  @Test
  void pageToPrintHasACodeForTheLink() throws Exception {
    String page =
        web.page("/widget/qr?url=" + encoded(FEW) + "&creator=@bob@x&title=" + encoded(HOSTILE))
            .body();

    assertThat(page).contains("class=\"qr\"", "M4 4h1v1h-1z").doesNotContain("<script>");
    assertThat(web.page("/widget/qr?url=https://x.example/" + "%2B".repeat(1900)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void configuratorMakesLinesForEveryKindOfSite() throws Exception {
    String page =
        web.page(
                "/widget?url=https%3A%2F%2Fbob.example%2Fa%3Fb%26c&creator=%40bob%40"
                    + encoded(web.node.ids().origin().authority())
                    + "&variant=compact&counter=yes&label=Thanks&lang=de")
            .body();

    assertThat(page)
        .contains(
            "&lt;flattr-button variant=\"compact\" counter label=\"Thanks\" lang=\"de\"&gt;",
            "&lt;link rel=\"payment\" href=\"" + web.node.origin() + "/users/bob\"",
            "{{ .Permalink | urlquery }}",
            "get_permalink()",
            "wp_print_script_tag(",
            "encodeURIComponent(url)",
            "[![Flattr](",
            "atom:link",
            versions().getLast().split(" ", 2)[1].substring(0, 20));
    assertThat(page).containsPattern(Pattern.compile("<flattr-button[^>]*counter"));
  }

  /** {@code web-widget/check} puts the same line through renderers. */
  @Test
  void lineForMarkdownIsTheOneThatRenderersAreTriedWith() throws Exception {
    String url = "https://blog.example/a_(b)*?q=1&copy=2&x=[<\"é\">]";
    Origin node = Origin.of("https://node.example");
    Choice choice = new Choice(node, url, "@bob@node.example", "]", "large", true, "](", "");

    List<Snippet> made = Snippet.of(choice, new ButtonReleases().newest());

    assertThat(made)
        .filteredOn(it -> it.key().equals("widget.for.markdown"))
        .extracting(Snippet::code)
        .containsExactly(
            Files.readString(Path.of("src/test/resources/widget/markdown.md")).strip());
  }

  @Test
  void labelIsNoCodeInATemplate() throws Exception {
    String page =
        web.page("/widget?url=https://bob.example/&label=" + encoded("{{ site.key }}")).body();

    assertThat(page)
        .contains("label=\"&amp;#123;&amp;#123; site.key &amp;#125;&amp;#125;\"")
        .contains("{{ page.url | absolute_url | cgi_escape }}");
  }

  @Test
  void configuratorShowsWhatWasTypedAndNothingElseOfIt() throws Exception {
    String page =
        web.page("/widget?url=" + encoded("javascript:alert(1)") + "&label=" + encoded(HOSTILE))
            .body();

    assertThat(page)
        .contains("This is no address of the web", "value=\"javascript:alert(1)\"")
        .doesNotContain("<script>alert", "<flattr-button");
    assertThat(web.page("/widget").body()).contains("Name a page").doesNotContain("aria-invalid");
    String hostile = web.page("/widget?url=https://a.example/&label=" + encoded(HOSTILE)).body();
    assertThat(hostile).doesNotContain("<script>alert");
  }

  @Test
  void demoPageIsThere() throws Exception {
    assertThat(web.page("/widget/demo").body()).contains("<flattr-button", "badge.svg");
  }
}
