package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** What signing in by another server does not believe, and what it says to that. */
final class FediverseRefusedTest extends FediversePerson {

  @Test
  void wayBackIsForOneBrowserAndOnce() throws Exception {
    PlainBrowser thief = new PlainBrowser(web);
    thief.get("/sign-in");
    String back = allow(begin(browser, PATH, server.handle()));

    assertThat(thief.get(back).statusCode()).isEqualTo(403);
    assertThat(server.count("POST /oauth/token")).isZero();
    String join = location(browser.get(back));
    HttpResponse<String> again = browser.get(back);

    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(again.body()).contains("This way back is closed", "href=\"" + PATH + "\"");
    assertThat(server.count("POST /oauth/token")).isOne();
    assertThat(thief.get(join).statusCode()).isEqualTo(403);
    assertThat(browser.get(PATH + "/back?code=x&state=made-up").statusCode()).isEqualTo(403);
  }

  @Test
  void codeOfAnotherWayIsWorthNothing() throws Exception {
    String first = allow(begin(browser, PATH, server.handle()));
    String second = allow(begin(browser, PATH, server.handle()));
    String code = first.replaceAll(".*[?&]code=([^&]*).*", "$1");

    HttpResponse<String> mixed = browser.get(second.replaceAll("code=[^&]*", "code=" + code));

    assertThat(mixed.statusCode()).isEqualTo(403);
    assertThat(mixed.body()).contains("does not take what it sent you back with");
  }

  @Test
  void whoSaysNoIsToldSo() throws Exception {
    String back = allow(begin(browser, PATH, server.handle()));

    HttpResponse<String> denied = browser.get(back.replaceAll("code=[^&]*", "error=access_denied"));

    assertThat(denied.statusCode()).isEqualTo(403);
    assertThat(denied.body()).contains("you did not allow it", server.authority());
  }

  @Test
  void serverIsNotBelievedAboutOthers() throws Exception {
    try (SigningServer victim = new SigningServer(SigningServer.MASTODON)) {
      String mine = "\"uri\": \"" + server.origin();
      String theirs = "\"uri\": \"" + victim.origin();
      server.answers(
          "GET /api/v1/accounts/verify_credentials",
          200,
          server.fixture("verify_credentials.json").replace(mine, theirs));
      assertForeign();

      server.answersAsEver();
      String back = allow(begin(browser, PATH, server.handle()));
      server.answers(
          "GET /.well-known/webfinger",
          200,
          """
          {"links": [{"rel": "self", "type": "application/activity+json", "href": "%s/users/%s"}]}
          """
              .formatted(victim.origin(), name()));
      assertThat(browser.get(back).body()).contains("That account belongs elsewhere");
    }
  }

  private void assertForeign() throws Exception {
    HttpResponse<String> back = there(browser);
    assertThat(back.statusCode()).isEqualTo(403);
    assertThat(back.body()).contains("That account belongs elsewhere");
    assertThat(server.tokens).isEmpty();
  }

  /** Else whoever owns a domain could sign in as anybody on a server that does not say who. */
  @Test
  void domainThatNamesSomebodyElseOfTheServerIsNotBelieved() throws Exception {
    String back = allow(begin(browser, PATH, server.handle()));
    server.answers(
        "GET /.well-known/webfinger",
        200,
        """
        {"links": [{"rel": "self", "type": "application/activity+json", "href": "%s/users/victim"}]}
        """
            .formatted(server.origin()));

    assertThat(browser.get(back).body()).contains("That account belongs elsewhere");
  }

  @Test
  void answersThatAreNoneLeadToPagesThatSaySo() throws Exception {
    record Case(String what, int status, String body, int shown, String text) {}
    String account = "GET /api/v1/accounts/verify_credentials";
    for (Case it :
        List.of(
            new Case("POST /oauth/token", 500, "", 503, "does not answer"),
            new Case("POST /oauth/token", 200, "[]", 403, "did not work"),
            new Case("POST /oauth/token", 200, "x".repeat(300_000), 400, "is not understood"),
            new Case(account, 503, "", 503, "does not answer"),
            new Case(account, 200, "{\"username\": \"../etc\"}", 400, "is not understood"),
            new Case(account, 200, "x".repeat(300_000), 400, "is not understood"))) {
      String back = allow(begin(browser, PATH, server.handle()));
      server.answers(it.what(), it.status(), it.body());

      HttpResponse<String> page = browser.get(back);

      assertThat(page.statusCode()).as(it.toString()).isEqualTo(it.shown());
      assertThat(page.body()).contains(it.text(), "href=\"" + PATH + "\"");
      server.answersAsEver();
    }
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  void noSecretFollowsARedirect() throws Exception {
    try (SigningServer other = new SigningServer(SigningServer.MASTODON)) {
      other.person = name();
      String back = allow(begin(browser, PATH, server.handle()));
      String account = "/api/v1/accounts/verify_credentials";
      server.answers("GET " + account, 302, "", "Location", other.origin() + account);
      other.answers("GET " + account, 200, server.fixture("verify_credentials.json"));

      HttpResponse<String> page = browser.get(back);

      assertThat(page.statusCode()).isEqualTo(400);
      server.answersAsEver();
      String next = allow(begin(browser, PATH, server.handle()));
      server.answers("POST /oauth/token", 307, "", "Location", other.origin() + "/oauth/token");
      assertThat(browser.get(next).statusCode()).isEqualTo(403);
      assertThat(other.count("POST /oauth/token")).isZero();
    }
  }

  @Test
  void handlesThatLeadNowhereAreSaidToBeSo() throws Exception {
    record Case(String handle, int status, String text) {}
    for (Case it :
        List.of(
            new Case("alice", 400, "Write the whole handle"),
            new Case("@a@b@c", 400, "Write the whole handle"),
            new Case("@<script>@x y", 400, "Write the whole handle"),
            new Case("@nobody@" + server.authority(), 400, "knows no such account"),
            new Case("@alice@localhost:1", 503, "does not answer now"),
            new Case("@a@" + web.node.origin().authority(), 400, "account of this node"))) {
      HttpResponse<String> page = browser.fill(PATH, "handle", it.handle());

      assertThat(page.statusCode()).as(it.toString()).isEqualTo(it.status());
      String typed = Jsoup.parse(page.body()).expectFirst("#handle").attr("value");
      assertThat(typed).isEqualTo(it.handle());
      assertThat(page.body()).contains(it.text());
    }
    server.answers("POST /api/v1/apps", 404, "no");
    assertThat(browser.fill(PATH, "handle", server.handle()).body())
        .contains("does not let people sign in elsewhere");
  }
}
