package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joining and signing in, as a browser without JavaScript does it. */
final class SignInTest {

  private static final Pattern CSRF =
      Pattern.compile("<main(?s:.*)name=\"csrf\" value=\"([A-Za-z0-9_-]{43})\"");
  private static final String PASSWORD = "four farthings a penny";

  private WebFixture web = WebFixture.start(Registration.OPEN);

  @AfterEach
  void stop() {
    web.close();
  }

  /** Keeps cookies, and follows nothing by itself. */
  private final class Browser {

    private final Map<String, String> cookies = new LinkedHashMap<>();

    HttpResponse<String> get(String path) throws Exception {
      return send(web.request(path).GET());
    }

    /** Sends the form of a page, with the token that it carries. */
    HttpResponse<String> fill(String page, String... fields) throws Exception {
      String path = page.indexOf('?') < 0 ? page : page.substring(0, page.indexOf('?'));
      return post(path, csrf(get(page)), fields);
    }

    HttpResponse<String> post(String path, String csrf, String... fields) throws Exception {
      return send(form(path, csrf, fields));
    }

    HttpRequest.Builder form(String path, String csrf, String... fields) {
      Map<String, String> all = new LinkedHashMap<>(Map.of("csrf", csrf));
      for (int i = 0; i < fields.length; i += 2) {
        all.put(fields[i], fields[i + 1]);
      }
      String body =
          all.entrySet().stream()
              .map(
                  it ->
                      it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
              .collect(Collectors.joining("&"));
      return web.request(path)
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(body));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
      request.header("Accept", WebFixture.BROWSER);
      if (!cookies.isEmpty()) {
        request.header(
            "Cookie",
            cookies.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue())
                .collect(Collectors.joining("; ")));
      }
      HttpResponse<String> response = web.send(request);
      for (String cookie : response.headers().allValues("Set-Cookie")) {
        String pair = cookie.split(";", 2)[0];
        String name = pair.substring(0, pair.indexOf('='));
        if (cookie.contains("Max-Age=0")) {
          cookies.remove(name);
        } else {
          cookies.put(name, pair.substring(pair.indexOf('=') + 1));
        }
      }
      return response;
    }

    HttpResponse<String> join(String name) throws Exception {
      return fill("/join", "name", name, "email", name + "@example.org", "password", PASSWORD);
    }

    HttpResponse<String> signIn(String login, String password) throws Exception {
      return fill("/sign-in", "login", login, "password", password, "next", "/me/sessions");
    }

    boolean isSignedIn() throws Exception {
      return get("/me/sessions").statusCode() == 200;
    }

    String session() {
      return Optional.ofNullable(cookies.get("farthing_" + web.setup.port())).orElse("");
    }
  }

  private static String csrf(HttpResponse<String> page) {
    Matcher found = CSRF.matcher(page.body());
    assertThat(found.find()).as(page.body()).isTrue();
    return found.group(1);
  }

  private static String location(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(303);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private static String path(URI link) {
    return link.getPath() + "?" + link.getQuery();
  }

  @Test
  void strangerJoinsLeavesAndComesBack() throws Exception {
    Browser browser = new Browser();

    HttpResponse<String> joined = browser.join("ada");
    String first = browser.session();
    HttpResponse<String> home = browser.get("/");
    browser.post("/sign-out", csrf(browser.get("/me/sessions")));

    assertThat(location(joined)).isEqualTo("/me");
    assertThat(joined.headers().allValues("Set-Cookie"))
        .anySatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("farthing_" + web.setup.port() + "=")
                    .contains("HttpOnly", "SameSite=Lax", "Path=/")
                    .doesNotContain("Secure"));
    assertThat(home.body()).contains("ada’s home", "Sign out");
    assertThat(home.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    assertThat(browser.isSignedIn()).isFalse();

    assertThat(location(browser.signIn("ADA@example.org", PASSWORD))).isEqualTo("/me/sessions");
    assertThat(browser.isSignedIn()).isTrue();
    assertThat(browser.session()).isNotEqualTo(first);
  }

  @Test
  void sessionIsEndedFromAnotherBrowser() throws Exception {
    Browser phone = new Browser();
    phone.join("ada");
    Browser desk = new Browser();
    desk.signIn("ada", PASSWORD);
    Matcher button =
        Pattern.compile("name=\"session\" value=\"(\\d+)\"")
            .matcher(desk.get("/me/sessions").body());
    assertThat(button.find() && button.find()).isTrue();

    HttpResponse<String> ended = desk.fill("/me/sessions", "session", button.group(1));

    assertThat(location(ended)).startsWith("/me/sessions");
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(desk.isSignedIn()).isTrue();
  }

  @Test
  void nobodyEndsSessionsOfAnother() throws Exception {
    Browser ada = new Browser();
    ada.join("ada");
    Browser eve = new Browser();
    eve.join("eve");
    Matcher button =
        Pattern.compile("name=\"session\" value=\"(\\d+)\"")
            .matcher(ada.get("/me/sessions").body());
    assertThat(button.find()).isTrue();

    eve.fill("/me/sessions", "session", button.group(1));

    assertThat(ada.isSignedIn()).isTrue();
  }

  @Test
  void wrongPasswordAndUnknownNameAreRefusedAlike() throws Exception {
    new Browser().join("ada");
    Browser stranger = new Browser();

    HttpResponse<String> wrong = stranger.signIn("ada", "not this one");
    HttpResponse<String> unknown = stranger.signIn("bob", "not this one");

    assertThat(wrong.statusCode()).isEqualTo(401);
    assertThat(unknown.statusCode()).isEqualTo(401);
    assertThat(wrong.body())
        .contains("value=\"ada\"", "role=\"alert\"")
        .doesNotContain("not this one");
    assertThat(unknown.body().replace("\"bob\"", "\"ada\"")).isEqualTo(wrong.body());
  }

  @Test
  void whoGuessesWaitsAndSoDoesWhoGuessesAtNobody() throws Exception {
    new Browser().join("ada");
    Browser guesser = new Browser();
    for (int i = 0; i < 5; i++) {
      assertThat(guesser.signIn("ada", "guess " + i).statusCode()).isEqualTo(401);
      assertThat(guesser.signIn("nobody", "guess " + i).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> known = guesser.signIn("ada", PASSWORD);

    assertThat(known.statusCode()).isEqualTo(429);
    assertThat(known.headers().firstValue("Retry-After")).isPresent();
    assertThat(guesser.signIn("nobody", "guess").statusCode()).isEqualTo(429);
  }

  @Test
  void staleFormComesBackWithWhatWasTyped() throws Exception {
    Browser browser = new Browser();
    String old = csrf(browser.get("/join"));
    browser.cookies.clear();
    browser.get("/sign-in");

    HttpResponse<String> answer =
        browser.post("/join", old, "name", "ada", "email", "a@example.org", "password", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body())
        .contains("value=\"ada\"", "value=\"a@example.org\"", "please send it again")
        .doesNotContain(PASSWORD);
    assertThat(web.node.members().all()).isEmpty();
    assertThat(location(browser.post("/join", csrf(answer), "name", "ada", "password", PASSWORD)))
        .isEqualTo("/me");
  }

  @Test
  void formOfAnotherSiteDoesNothing() throws Exception {
    Browser browser = new Browser();
    browser.join("ada");
    String token = csrf(browser.get("/me/sessions"));

    HttpResponse<String> fetched =
        browser.send(browser.form("/sign-out", token).header("Sec-Fetch-Site", "cross-site"));
    HttpResponse<String> sent =
        browser.send(browser.form("/sign-out", token).header("Origin", "https://evil.example"));

    assertThat(fetched.statusCode()).isEqualTo(403);
    assertThat(sent.statusCode()).isEqualTo(403);
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void nobodyIsLedToAnotherSite() throws Exception {
    new Browser().join("ada");

    for (String next :
        new String[] {
          "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nX: y", "javascript:x"
        }) {
      Browser browser = new Browser();
      assertThat(
              location(
                  browser.fill("/sign-in", "login", "ada", "password", PASSWORD, "next", next)))
          .isEqualTo("/me");
    }
    assertThat(location(new Browser().get("/me/password")))
        .isEqualTo("/sign-in?next=%2Fme%2Fpassword");
  }

  @Test
  void whoJoinsTwiceWithOneFormHasOneAccount() throws Exception {
    Browser browser = new Browser();
    String token = csrf(browser.get("/join"));
    Map<String, String> before = Map.copyOf(browser.cookies);
    browser.post("/join", token, "name", "ada", "password", PASSWORD);
    browser.cookies.clear();
    browser.cookies.putAll(before);

    HttpResponse<String> again = browser.post("/join", token, "name", "ada", "password", PASSWORD);

    assertThat(location(again)).isEqualTo("/me");
    assertThat(web.node.members().count()).isOne();
  }

  @Test
  void eachFieldSaysWhatIsWrongWithItAndTypedTextIsInert() throws Exception {
    HttpResponse<String> answer =
        new Browser()
            .fill(
                "/join",
                "name",
                "<script>alert(1)</script>",
                "email",
                "\"><img src=x>",
                "password",
                "short");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("id=\"email-error\"", "id=\"password-error\"", "href=\"#email\"")
        .contains("value=\"&lt;script>alert(1)&lt;/script>\"")
        .doesNotContain("<script", "<img");
    assertThat(new Browser().fill("/join", "name", "Not this", "password", PASSWORD).body())
        .contains("id=\"name-error\"");
  }

  @Test
  void invitationTakesOneStrangerIn() throws Exception {
    web.close();
    web = WebFixture.start(Registration.INVITATION);
    String link = path(web.node.signIn().invite());
    String invitation = link.substring(link.indexOf('=') + 1);

    assertThat(new Browser().get("/join").statusCode()).isEqualTo(403);
    assertThat(
            location(
                new Browser()
                    .fill(link, "name", "ada", "password", PASSWORD, "invitation", invitation)))
        .isEqualTo("/me");
    assertThat(new Browser().get(link).statusCode()).isEqualTo(403);
    assertThat(web.node.members().count()).isOne();
  }

  @Test
  void closedNodeTakesNobodyInWhateverTheLink() throws Exception {
    web.close();
    web = WebFixture.start(Registration.CLOSED);

    assertThat(new Browser().get(path(web.node.signIn().invite())).statusCode()).isEqualTo(403);
  }

  @Test
  void linkLetsMemberChooseAPasswordOnceAndEndsTheirSessions() throws Exception {
    Browser browser = new Browser();
    browser.join("ada");
    Member ada = web.node.members().find("ada").orElseThrow();
    String older = path(web.node.signIn().linkFor(ada.id()));
    String link = path(web.node.signIn().linkFor(ada.id()));
    String token = link.substring(link.indexOf('=') + 1);
    Browser other = new Browser();

    assertThat(new Browser().get(older).statusCode()).isEqualTo(403);
    assertThat(location(other.fill(link, "token", token, "password", "a quite different one")))
        .isEqualTo("/me");
    assertThat(other.isSignedIn()).isTrue();
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(new Browser().get(link).statusCode()).isEqualTo(403);
    assertThat(new Browser().signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void passwordIsChangedByWhoKnowsTheOldOne() throws Exception {
    Browser browser = new Browser();
    browser.join("ada");
    Browser other = new Browser();
    other.signIn("ada", PASSWORD);

    HttpResponse<String> wrong =
        browser.fill("/me/password", "current", "a guess", "password", "a new long password");
    HttpResponse<String> right =
        browser.fill("/me/password", "current", PASSWORD, "password", "a new long password");

    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("id=\"current-error\"");
    assertThat(location(right)).isEqualTo("/me/sessions?changed");
    assertThat(browser.isSignedIn()).isTrue();
    assertThat(other.isSignedIn()).isFalse();
  }

  @Test
  void whoSetsTheNodeUpIsSignedInAndChoosesAPassword() throws Exception {
    Browser browser = new Browser();
    String link = path(web.node.setUpLink().orElseThrow());

    browser.post("/set-up", "", "token", link.substring(link.indexOf('=') + 1), "name", "ada");

    assertThat(location(browser.fill("/me/password", "password", PASSWORD)))
        .isEqualTo("/me/sessions?changed");
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void whoHasLeftIsSignedInNowhere() throws Exception {
    Browser browser = new Browser();
    browser.join("ada");

    web.node.departures().leave(web.node.members().find("ada").orElseThrow().id());

    assertThat(browser.isSignedIn()).isFalse();
    assertThat(new Browser().signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void formThatIsTooLargeIsNotRead() throws Exception {
    Browser browser = new Browser();

    HttpResponse<String> answer = browser.fill("/join", "name", "a".repeat(70_000));

    assertThat(answer.statusCode()).isEqualTo(413);
  }
}
