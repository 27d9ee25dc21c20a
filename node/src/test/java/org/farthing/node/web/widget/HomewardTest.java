package org.farthing.node.web.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a click on a site to the visitor's own node, without scripts. */
final class HomewardTest {

  private static final String POST = "https://blog.example/post?a=1&b=2";
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private static WebFixture here;
  private static WebFixture home;
  private static HttpServer elsewhere;
  private static final Map<String, String> DESCRIPTORS = new ConcurrentHashMap<>();

  @BeforeAll
  static void start() throws IOException {
    here = WebFixture.start();
    home = WebFixture.start();
    here.node.members().create("bob", "Bob");
    home.node.members().create("alice", "Alice");
    elsewhere = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    elsewhere.createContext(
        "/",
        exchange -> {
          String query = exchange.getRequestURI().getQuery();
          String name = query.substring(query.indexOf("acct:") + 5, query.lastIndexOf('@'));
          String found = DESCRIPTORS.get(name);
          int status = name.equals("broken") ? 503 : found == null ? 404 : 200;
          byte[] body = String.valueOf(found).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    elsewhere.start();
  }

  @AfterAll
  static void stop() {
    elsewhere.stop(0);
    home.close();
    here.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String from(String more) {
    return "/flattr/from?url=" + encoded(POST) + "&title=Post&creator=%40bob%40b.example" + more;
  }

  private static String authority(WebFixture node) {
    return node.node.ids().origin().authority();
  }

  private static String onServer(String name) {
    return "@" + name + "@localhost:" + elsewhere.getAddress().getPort();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElse("");
  }

  private static String cookies(HttpResponse<?> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(it -> it.substring(0, it.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  /** Opens the page and sends its form with a name of a node in it. */
  private static HttpResponse<String> types(String typed, Map<String, String> more)
      throws Exception {
    HttpResponse<String> page = here.page(from("&on-cancel=" + encoded("https://blog.example/")));
    Matcher csrf = CSRF.matcher(page.body());
    assertThat(csrf.find()).isTrue();
    Map<String, String> fields = new ConcurrentHashMap<>(more);
    fields.put("csrf", csrf.group(1));
    fields.put("url", POST);
    fields.put("title", "Post");
    fields.put("creator", "@bob@b.example");
    fields.put("home", typed);
    return sends(fields, cookies(page));
  }

  private static HttpResponse<String> sends(Map<String, String> fields, String cookie)
      throws Exception {
    String body =
        fields.entrySet().stream()
            .map(it -> it.getKey() + "=" + encoded(it.getValue()))
            .collect(Collectors.joining("&"));
    return here.send(
        here.request("/flattr/from")
            .header("Accept", WebFixture.BROWSER)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookie)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void handleOrNodeLeadsToTheQuestionThereWithThingAndCreator() throws Exception {
    for (String typed :
        new String[] {
          "@alice@" + authority(home),
          "alice@" + authority(home),
          authority(home),
          home.node.origin() + "/users/alice",
          home.node.origin() + "/"
        }) {
      HttpResponse<String> answer = types(typed, Map.of());

      assertThat(answer.statusCode()).as(typed).isEqualTo(303);
      assertThat(header(answer, "Location"))
          .startsWith(home.node.origin() + "/flattr?url=" + encoded(POST))
          .contains("title=Post", "creator=%40bob%40b.example");
    }
  }

  @Test
  void ownNodeNeedsNobodyElse() throws Exception {
    assertThat(header(types("@bob@" + authority(here), Map.of()), "Location"))
        .startsWith("/flattr?url=" + encoded(POST) + "&creator=");
  }

  @Test
  void rememberedNodeIsLedToAtOnceByAButtonAndNamedToALink() throws Exception {
    HttpResponse<String> first = types(authority(home), Map.of("remember", "yes"));
    String cookie = cookies(first);
    assertThat(header(first, "Set-Cookie")).contains("HttpOnly", "SameSite=Lax");

    HttpResponse<String> click =
        here.send(here.request(from("&go=")).header("Cookie", cookie).GET());
    HttpResponse<String> link = here.send(here.request(from("")).header("Cookie", cookie).GET());

    assertThat(click.statusCode()).isEqualTo(303);
    assertThat(header(click, "Location")).startsWith(home.node.origin() + "/flattr?");
    assertThat(link.statusCode()).isEqualTo(200);
    assertThat(link.body()).contains("Go on to " + authority(home));
  }

  @Test
  void whoDoesNotWantToBeRememberedIsForgotten() throws Exception {
    HttpResponse<String> answer = types(authority(home), Map.of());

    assertThat(header(answer, "Set-Cookie")).containsPattern("^farthing_home_[0-9]+=;");
  }

  @Test
  void buttonLeadsWhoIsSignedInHereToTheQuestionAtOnce() throws Exception {
    Member alice = here.aDonor("alice");
    TestSession session = TestSession.of(here.setup, alice.id());

    HttpResponse<String> click =
        here.send(here.request(from("&go=")).header("Cookie", session.cookie()).GET());
    HttpResponse<String> link =
        here.send(here.request(from("")).header("Cookie", session.cookie()).GET());

    assertThat(header(click, "Location")).startsWith("/flattr?url=" + encoded(POST));
    assertThat(link.body()).contains("Flattr as alice, here on");
  }

  @Test
  void otherServersIntentIsUsed() throws Exception {
    DESCRIPTORS.put(
        "carol",
        """
        {"links": [{"rel": "self", "href": "https://x.example/"}, 7, {"rel": "https://w3id.org/fep/3b86/Like",
         "template": "https://other.example/do?what={object}&then={on-cancel}&odd={odd}"}]}
        """);

    assertThat(header(types(onServer("carol"), Map.of()), "Location"))
        .isEqualTo("https://other.example/do?what=" + encoded(POST) + "&then=&odd=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert('{object}')",
        "https://user@evil.example/{object}",
        "https://nothing.example/",
        "//evil.example/{object}",
        "https://[/{object}"
      })
  void intentThatIsNoWebAddressIsNone(String template) throws Exception {
    String name = "evil" + Integer.toUnsignedString(template.hashCode());
    DESCRIPTORS.put(
        name,
        "{\"links\":[{\"rel\":\"https://w3id.org/fep/3b86/Like\",\"template\":\"%s\"}]}"
            .formatted(template));

    HttpResponse<String> answer = types(onServer(name), Map.of());

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("There is no way to flattr on localhost:");
  }

  @Test
  void eachFailureSaysWhatNowAndKeepsWhatWasTyped() throws Exception {
    Map<String, String> failures =
        Map.of(
            "not a handle",
            "neither a handle nor the name of a node",
            onServer("nobody"),
            "knows nobody called nobody",
            onServer("broken"),
            "does not answer now",
            "@you@gone.invalid",
            "does not answer now",
            "a".repeat(321),
            "neither a handle nor the name of a node",
            "@you@" + authority(home) + "/<script>",
            "neither a handle nor");
    for (Map.Entry<String, String> failure : failures.entrySet()) {
      HttpResponse<String> answer = types(failure.getKey(), Map.of("remember", "yes"));

      assertThat(answer.statusCode()).as(failure.getKey()).isEqualTo(400);
      assertThat(answer.body())
          .contains(failure.getValue(), "role=\"alert\"", "value=\"" + POST.replace("&", "&amp;"))
          .doesNotContain("<script>");
      assertThat(answer.headers().allValues("Set-Cookie"))
          .noneMatch(it -> it.startsWith("farthing_home_"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "data:text/html,x", "", "https:///x", "ftp://x.example/"})
  void whatIsNoWebAddressIsRefused(String url) throws Exception {
    HttpResponse<String> answer = here.page("/flattr/from?url=" + encoded(url));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("This link names nothing to flattr");
  }

  @Test
  void wayBackThatIsNoneIsLeftOut() throws Exception {
    String page =
        here.page(from("&on-cancel=" + encoded("javascript:alert(1)") + "&on-success=//x")).body();

    assertThat(page).contains("name=\"on-cancel\" value=\"\"").doesNotContain("javascript:");
  }

  @Test
  void formOfAnotherSiteLeadsNowhere() throws Exception {
    HttpResponse<String> answer =
        sends(Map.of("url", POST, "home", authority(home), "csrf", "forged"), "");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.headers().firstValue("Location")).isEmpty();
  }

  @Test
  void noPageOfTheWayCanBeFramed() throws Exception {
    for (String path : new String[] {from(""), "/flattr", "/sign-in"}) {
      assertThat(header(here.page(path), "Content-Security-Policy"))
          .contains("frame-ancestors 'none'");
    }
  }

  @Test
  void linkThatNamesAMemberHereGivesThemNothingTheyHaveNotShownToBeTheirs() throws Exception {
    Member donor = here.aDonor("donor");
    TestSession session = TestSession.of(here.setup, donor.id());
    here.node.things().declare("https://page.example/", null, null);

    HttpResponse<String> answer =
        here.send(
            here.request("/flattr")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Cookie", session.cookie())
                .POST(
                    BodyPublishers.ofString(
                        "url=https%3A%2F%2Fpage.example%2F&creator=bob%40"
                            + encoded(authority(here))
                            + "&csrf="
                            + session.csrf())));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(here.node.things().find("https://page.example/").orElseThrow().creator()).isEmpty();
  }
}
