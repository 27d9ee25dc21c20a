package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.csrf;
import static org.farthing.node.signin.PlainBrowser.location;
import static org.farthing.node.signin.PlainBrowser.path;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Joining and signing in, as a browser without JavaScript does it. */
final class SignInTest {

  private WebFixture web = WebFixture.start(Registration.OPEN);

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void strangerJoinsLeavesAndComesBack() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);

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
    PlainBrowser phone = new PlainBrowser(web);
    phone.join("ada");
    PlainBrowser desk = new PlainBrowser(web);
    desk.signIn("ada", PASSWORD);
    // The last used comes first: the phone's is the other one.
    String other =
        Jsoup.parse(desk.get("/me/sessions").body())
            .select("button[name=session]")
            .eachAttr("value")
            .getLast();

    HttpResponse<String> ended = desk.fill("/me/sessions", "session", other);

    assertThat(location(ended)).startsWith("/me/sessions");
    assertThat(phone.isSignedIn()).isFalse();
    assertThat(desk.isSignedIn()).isTrue();
  }

  @Test
  void nobodyEndsSessionsOfAnother() throws Exception {
    PlainBrowser ada = new PlainBrowser(web);
    ada.join("ada");
    PlainBrowser eve = new PlainBrowser(web);
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
    new PlainBrowser(web).join("ada");
    PlainBrowser stranger = new PlainBrowser(web);

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
    new PlainBrowser(web).join("ada");
    PlainBrowser guesser = new PlainBrowser(web);
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
    PlainBrowser browser = new PlainBrowser(web);
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
    PlainBrowser browser = new PlainBrowser(web);
    browser.join("ada");
    String token = csrf(browser.get("/me/sessions"));

    HttpResponse<String> fetched =
        browser.send(
            browser
                .form("/sign-out", Map.of("csrf", token))
                .header("Sec-Fetch-Site", "cross-site"));
    HttpResponse<String> sent =
        browser.send(
            browser
                .form("/sign-out", Map.of("csrf", token))
                .header("Origin", "https://evil.example"));

    assertThat(fetched.statusCode()).isEqualTo(403);
    assertThat(sent.statusCode()).isEqualTo(403);
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void nobodyIsLedToAnotherSite() throws Exception {
    new PlainBrowser(web).join("ada");

    for (String next :
        new String[] {
          "//evil.example", "/\\evil.example", "https://evil.example", "/a\r\nX: y", "javascript:x"
        }) {
      PlainBrowser browser = new PlainBrowser(web);
      assertThat(
              location(
                  browser.fill("/sign-in", "login", "ada", "password", PASSWORD, "next", next)))
          .isEqualTo("/me");
    }
    assertThat(location(new PlainBrowser(web).get("/me/password")))
        .isEqualTo("/sign-in?next=%2Fme%2Fpassword");
  }

  @Test
  void whoJoinsTwiceWithOneFormHasOneAccount() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);
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
        new PlainBrowser(web)
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
    assertThat(new PlainBrowser(web).fill("/join", "name", "Not this", "password", PASSWORD).body())
        .contains("id=\"name-error\"");
  }

  @Test
  void invitationTakesOneStrangerIn() throws Exception {
    web.close();
    web = WebFixture.start(Registration.INVITATION);
    String link = path(web.node.signIn().invite());
    String invitation = link.substring(link.indexOf('=') + 1);

    HttpResponse<String> uninvited = new PlainBrowser(web).get("/join");
    assertThat(uninvited.statusCode()).isEqualTo(403);
    assertThat(uninvited.body())
        .contains("Joining takes an invitation", "ask one of them, or the admin", "\"/sign-in\"")
        .doesNotContain("used, too old");
    assertThat(
            location(
                new PlainBrowser(web)
                    .fill(link, "name", "ada", "password", PASSWORD, "invitation", invitation)))
        .isEqualTo("/me");
    HttpResponse<String> used = new PlainBrowser(web).get(link);
    assertThat(used.statusCode()).isEqualTo(403);
    assertThat(used.body())
        .contains("This one is used, too old", "<a href=\"/sign-in\">Sign in</a></p>");
    assertThat(web.node.members().count()).isOne();
  }

  @Test
  void closedNodeTakesNobodyInWhateverTheLink() throws Exception {
    web.close();
    web = WebFixture.start(Registration.CLOSED);

    HttpResponse<String> closed = new PlainBrowser(web).get(path(web.node.signIn().invite()));
    assertThat(closed.statusCode()).isEqualTo(403);
    assertThat(closed.body())
        .contains("Nobody joins ", "The admin of ", "takes members in", "\"/sign-in\"");
    PlainBrowser sly = new PlainBrowser(web);
    String token = web.node.signIn().invite().getQuery().substring("invitation=".length());
    assertThat(
            sly.post(
                    "/join",
                    csrf(sly.get("/sign-in")),
                    "name",
                    "eve",
                    "password",
                    PASSWORD,
                    "invitation",
                    token)
                .statusCode())
        .isEqualTo(403);
    assertThat(web.node.members().count()).isZero();
  }

  @Test
  void errorShowsAStrangerWhereToSignInAndAMemberTheirFrame() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);
    HttpResponse<String> missing = browser.get("/nothing-here");
    assertThat(missing.body()).contains("<a href=\"/sign-in\">Sign in</a></p>");
    assertThat(missing.headers().firstValue("Cache-Control")).hasValue("private, no-cache");
    HttpResponse<String> foreign =
        browser.send(
            browser.form("/join", Map.of("name", "ada")).header("Origin", "https://evil.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(foreign.body())
        .contains("sent by another site", "<a href=\"/sign-in?next=%2Fjoin\">Sign in</a></p>");

    browser.join("ada");
    for (String page : List.of("/nothing-here", "/admin")) {
      assertThat(browser.get(page).body())
          .contains("ada’s home", "Sign out", "To the front page")
          .doesNotContain("href=\"/sign-in");
    }
  }

  @Test
  void linkLetsMemberChooseAPasswordOnceAndEndsTheirSessions() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);
    browser.join("ada");
    Member ada = web.node.members().find("ada").orElseThrow();
    String older = path(web.node.signIn().linkFor(ada.id()));
    String link = path(web.node.signIn().linkFor(ada.id()));
    String token = link.substring(link.indexOf('=') + 1);
    PlainBrowser other = new PlainBrowser(web);

    assertThat(new PlainBrowser(web).get(older).statusCode()).isEqualTo(403);
    assertThat(location(other.fill(link, "token", token, "password", "a quite different one")))
        .isEqualTo("/me");
    assertThat(other.isSignedIn()).isTrue();
    assertThat(browser.isSignedIn()).isFalse();
    assertThat(new PlainBrowser(web).get(link).statusCode()).isEqualTo(403);
    assertThat(new PlainBrowser(web).signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void passwordIsChangedByWhoKnowsTheOldOne() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);
    browser.join("ada");
    PlainBrowser other = new PlainBrowser(web);
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
    PlainBrowser browser = new PlainBrowser(web);
    String link = path(web.node.setUpLink().orElseThrow());

    browser.post("/set-up", "", "token", link.substring(link.indexOf('=') + 1), "name", "ada");

    assertThat(location(browser.fill("/me/password", "password", PASSWORD)))
        .isEqualTo("/me/sessions?changed");
    assertThat(browser.isSignedIn()).isTrue();
  }

  @Test
  void whoHasLeftIsSignedInNowhere() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);
    browser.join("ada");

    web.node.departures().leave(web.node.members().find("ada").orElseThrow().id());

    assertThat(browser.isSignedIn()).isFalse();
    assertThat(new PlainBrowser(web).signIn("ada", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void formThatIsTooLargeIsNotRead() throws Exception {
    PlainBrowser browser = new PlainBrowser(web);

    HttpResponse<String> answer = browser.fill("/join", "name", "a".repeat(70_000));

    assertThat(answer.statusCode()).isEqualTo(413);
  }
}
