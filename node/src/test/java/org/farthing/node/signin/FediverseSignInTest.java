package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.guard.Domain;
import org.farthing.node.guard.DomainRule;
import org.farthing.node.guard.Severity;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing in by an account on another server, as a browser without JavaScript does it. */
final class FediverseSignInTest {

  private static final String PATH = "/sign-in/fediverse";

  private static WebFixture web;

  private final SigningServer server = new SigningServer(SigningServer.MASTODON);
  private PlainBrowser browser;

  @BeforeAll
  static void start() {
    web = WebFixture.start(Registration.OPEN);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /** Each test has a person of its own. */
  @BeforeEach
  void somebody() {
    browser = new PlainBrowser(web);
    server.person = "alice" + web.node.members().count();
  }

  @AfterEach
  void close() {
    server.close();
  }

  private String name() {
    return server.person;
  }

  private Member member(String name) {
    return web.node.members().find(name).orElseThrow();
  }

  /** Where the node leads, who names an account. */
  private static URI begin(PlainBrowser browser, String page, String handle) throws Exception {
    return away(browser.submit(browser.get(page), PATH, "handle", handle));
  }

  private URI link(PlainBrowser browser) throws Exception {
    return away(browser.fill(PATH, "handle", server.handle(), "current", PASSWORD));
  }

  private static URI away(HttpResponse<String> led) {
    assertThat(led.statusCode()).as(led.body()).isEqualTo(200);
    String link = Jsoup.parse(led.body()).expectFirst("main a.button").attr("href");
    assertThat(Jsoup.parse(led.body()).expectFirst("meta[http-equiv=refresh]").attr("content"))
        .isEqualTo("0; url=" + link);
    return URI.create(link);
  }

  /** Allows it on the other server, and returns where that leads back to on the node. */
  private static String allow(URI address) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(address).header("Cookie", SigningServer.SIGNED_IN).build(),
              BodyHandlers.ofString());
      URI back = URI.create(answer.headers().firstValue("Location").orElseThrow());
      assertThat(back.getPath()).isEqualTo(PATH + "/back");
      return back.getRawPath() + "?" + back.getRawQuery();
    }
  }

  private HttpResponse<String> there(PlainBrowser with) throws Exception {
    return with.get(allow(begin(with, PATH, server.handle())));
  }

  private HttpResponse<String> join(PlainBrowser with, String name) throws Exception {
    HttpResponse<String> form = with.get(location(there(with)));
    return with.submit(form, PATH + "/join", "name", name);
  }

  private static void signOut(PlainBrowser browser) throws Exception {
    browser.submit(browser.get("/me/sessions"), "/sign-out");
    assertThat(browser.isSignedIn()).isFalse();
  }

  private List<Identity> identities(Member member) {
    return web.node.identities().of(member.id());
  }

  @Test
  void strangerJoinsWithTheirAccountAndComesBack() throws Exception {
    HttpResponse<String> form = browser.get(location(there(browser)));
    assertThat(form.body())
        .contains("value=\"" + name() + "\"", "value=\"Alice", server.handle().substring(1));

    HttpResponse<String> joined = browser.submit(form, PATH + "/join");

    assertThat(location(joined)).isEqualTo("/me");
    assertThat(browser.isSignedIn()).isTrue();
    assertThat(identities(member(name())))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.value()).hasToString(server.origin() + "/users/" + name());
              assertThat(it.isProved()).isTrue();
              assertThat(it.domains()).contains("blog.example");
            });
    signOut(browser);
    assertThat(location(there(browser))).isEqualTo("/me");
    assertThat(browser.isSignedIn()).isTrue();
    assertThat(web.node.signIn().hasPassword(member(name()).id())).isFalse();
  }

  @Test
  void nodeIsRegisteredOnceAsksForTheLeastAndKeepsNoToken() throws Exception {
    join(browser, name());
    signOut(browser);
    there(browser);

    assertThat(server.count("POST /api/v1/apps")).isOne();
    assertThat(server.scopes).containsExactly("profile");
    assertThat(server.count("POST /oauth/token")).isEqualTo(2);
    assertThat(server.tokens).isEmpty();
  }

  @Test
  void serverThatOffersNoProfileIsAskedForAccounts() throws Exception {
    try (SigningServer goToSocial = new SigningServer(SigningServer.GOTOSOCIAL)) {
      goToSocial.person = "gtsalice";
      String back = allow(begin(browser, "/join", goToSocial.handle()));

      HttpResponse<String> form = browser.get(location(browser.get(back)));

      assertThat(goToSocial.scopes).containsExactly("read:accounts");
      assertThat(location(browser.submit(form, PATH + "/join"))).isEqualTo("/me");
      assertThat(identities(member("gtsalice")).getFirst().value())
          .hasToString(goToSocial.origin() + "/users/gtsalice");
    }
  }

  @Test
  void memberWhoIsSignedInLinksTheAccountAndSignsInWithIt() throws Exception {
    String me = "m" + name();
    browser.join(me);
    assertThat(browser.get("/me/creator/elsewhere").body()).contains("href=\"" + PATH + "\"");
    HttpResponse<String> wrong =
        browser.fill(PATH, "handle", server.handle(), "current", "not this one");
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(Jsoup.parse(wrong.body()).select("#current-error")).hasSize(1);
    String back = allow(link(browser));

    assertThat(location(browser.get(back))).isEqualTo("/me/creator/elsewhere?done=signed");

    assertThat(browser.get("/me/creator/elsewhere?done=signed").body())
        .contains("You have signed in there", server.origin() + "/users/" + name());
    assertThat(browser.get("/me/notices").body()).contains(server.handle().substring(1));
    signOut(browser);
    assertThat(location(there(browser))).isEqualTo("/me");
    assertThat(browser.get("/").body()).contains(me + "’s home");
    assertThat(web.node.members().find(name())).isEmpty();
  }

  @Test
  void secondFactorIsAskedFor() throws Exception {
    browser.join("f" + name());
    browser.get(allow(link(browser)));
    String secret =
        Jsoup.parse(browser.get("/me/second-factor").body()).expectFirst("code.secret").text();
    String code = new TestApp(secret).code(0);
    browser.fill("/me/second-factor", "code", code, "current", PASSWORD);
    signOut(browser);

    HttpResponse<String> back = there(browser);

    assertThat(back.statusCode()).isEqualTo(200);
    assertThat(Jsoup.parse(back.body()).select("input[name=code]")).hasSize(1);
    assertThat(browser.isSignedIn()).isFalse();
  }

  @Test
  void accountOfAnotherMemberIsNotLinked() throws Exception {
    join(browser, name());
    PlainBrowser other = new PlainBrowser(web);
    other.join("other" + name());

    HttpResponse<String> refused = other.get(allow(link(other)));

    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(refused.body()).contains("another member’s", "href=\"/me/creator/elsewhere\"");
    assertThat(identities(member("other" + name()))).isEmpty();
  }

  /** Who finds a browser open could let a profile name its member. */
  @Test
  void accountThatItsProfileShowsSignsInOnceItsMemberHasSignedInThere() throws Exception {
    browser.join("p" + name());
    Member member = member("p" + name());
    server.profile = web.node.ids().member(member.name()).toString();
    Identity added = web.node.identities().add(member.id(), IdentityKind.ACTOR, server.handle());
    assertThat(web.node.identities().check(member.id(), added.id()).isProved()).isTrue();
    PlainBrowser other = new PlainBrowser(web);

    HttpResponse<String> refused = there(other);
    browser.get(allow(link(browser)));

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("does not sign in yet");
    assertThat(location(there(other))).isEqualTo("/me");
  }

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

  @Test
  void appThatTheServerHasForgottenIsRegisteredAgain() throws Exception {
    join(browser, name());
    signOut(browser);
    String back = allow(begin(browser, PATH, server.handle()));
    server.forgetsApps();

    assertThat(browser.get(back).statusCode()).isEqualTo(403);

    assertThat(location(there(browser))).isEqualTo("/me");
    assertThat(server.count("POST /api/v1/apps")).isEqualTo(2);
  }

  @Test
  void withoutInvitationNobodyJoinsAndBlockedServersAreRefused() throws Exception {
    try (WebFixture closed = WebFixture.start(Registration.INVITATION)) {
      PlainBrowser stranger = new PlainBrowser(closed);
      HttpResponse<String> led = stranger.fill(PATH, "handle", server.handle());
      HttpResponse<String> none = stranger.get(allow(away(led)));
      assertThat(none.statusCode()).isEqualTo(403);
      assertThat(none.body()).contains("You need an invitation", server.handle().substring(1));

      String invited = PlainBrowser.path(closed.node.signIn().invite());
      HttpResponse<String> page =
          stranger.submit(stranger.get(invited), PATH, "handle", server.handle());
      HttpResponse<String> form = stranger.get(location(stranger.get(allow(away(page)))));
      assertThat(location(stranger.submit(form, PATH + "/join"))).isEqualTo("/me");
      assertThat(stranger.get("/join").statusCode()).isEqualTo(303);

      // Who can sign in no other way keeps the account; with a password it can go.
      HttpResponse<String> mine = stranger.get("/me/creator/elsewhere");
      String remove = Jsoup.parse(mine.body()).expectFirst("form[action$=/remove]").attr("action");
      HttpResponse<String> kept = stranger.submit(mine, remove);
      assertThat(kept.statusCode()).isEqualTo(409);
      assertThat(kept.body()).contains("Choose a password");
      stranger.fill("/me/password", "password", PASSWORD);
      assertThat(location(stranger.submit(stranger.get("/me/creator/elsewhere"), remove)))
          .endsWith("done=removed");

      closed
          .node
          .domainBlocks()
          .put(
              new DomainRule(Domain.of(server.authority()), Severity.SUSPEND, null, null),
              Mandate.ofCommand("for the test"));
      HttpResponse<String> blocked = new PlainBrowser(closed).fill(PATH, "handle", server.handle());
      assertThat(blocked.statusCode()).isEqualTo(403);
      assertThat(blocked.body()).contains("has nothing to do with that server");
    }
  }

  @Test
  void formThatCameTooLateIsKeptOnTheWay() throws Exception {
    join(browser, name());
    browser.cookies.clear();
    HttpResponse<String> first =
        browser.send(
            browser.form("/sign-in/first?next=/me/budget", Map.of("amount", "7.77", "x", "é&=")));

    HttpResponse<String> led = browser.submit(first, PATH, "handle", server.handle());
    HttpResponse<String> resumed = browser.get(allow(away(led)));

    assertThat(resumed.statusCode()).isEqualTo(200);
    Element form = Jsoup.parse(resumed.body()).expectFirst("form[action=/me/budget]");
    assertThat(form.expectFirst("[name=amount]").val()).isEqualTo("7.77");
    assertThat(form.expectFirst("[name=x]").val()).isEqualTo("é&=");
  }

  /** Its profile need not name the member; but it has to be there. */
  @Test
  void accountIsLostWithItsActorAndComesBackWithTheNextSignIn() throws Exception {
    join(browser, name());
    signOut(browser);
    Member member = member(name());
    long id = identities(member).getFirst().id();
    assertThat(web.node.identities().check(member.id(), id).failures()).isZero();

    server.answers("GET /users/" + name(), 410, "");
    for (int i = 0; i < 3; i++) {
      Identity _ = web.node.identities().check(member.id(), id);
    }

    assertThat(identities(member).getFirst().isProved()).isFalse();
    server.answersAsEver();
    assertThat(location(there(browser))).isEqualTo("/me");
    assertThat(identities(member).getFirst().isProved()).isTrue();
  }

  @Test
  void whoJoinsTwiceWithOneFormHasOneAccount() throws Exception {
    HttpResponse<String> form = browser.get(location(there(browser)));
    Map<String, String> before = Map.copyOf(browser.cookies);
    browser.submit(form, PATH + "/join");
    assertThat(location(browser.submit(form, PATH + "/join", "name", "again"))).isEqualTo("/me");
    browser.cookies.clear();
    browser.cookies.putAll(before);

    HttpResponse<String> again = browser.submit(form, PATH + "/join", "name", "again");

    assertThat(again.statusCode()).isEqualTo(403);
    assertThat(web.node.members().find("again")).isEmpty();
  }

  @Test
  void eachFieldSaysWhatIsWrongWithItWhenJoining() throws Exception {
    new PlainBrowser(web).join("taken");
    HttpResponse<String> form = browser.get(location(there(browser)));

    HttpResponse<String> taken = browser.submit(form, PATH + "/join", "name", "taken");

    assertThat(taken.statusCode()).isEqualTo(400);
    assertThat(Jsoup.parse(taken.body()).expectFirst("#name-error").text()).contains("taken");
    assertThat(location(browser.submit(taken, PATH + "/join", "name", name()))).isEqualTo("/me");
  }

  @Test
  void pageIsNotThereWhereItIsSwitchedOff() throws Exception {
    SignInTerms off = new SignInTerms(Registration.OPEN, Optional.empty(), false);
    try (WebFixture without = WebFixture.start(off)) {
      assertThat(without.page(PATH).statusCode()).isEqualTo(404);
      assertThat(without.page("/sign-in").body()).doesNotContain("fediverse");
      assertThat(without.page("/join").body()).doesNotContain("fediverse account");
    }
  }
}
