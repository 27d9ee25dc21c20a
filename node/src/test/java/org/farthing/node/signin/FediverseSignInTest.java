package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
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
import org.junit.jupiter.api.Test;

/** Signing in by an account on another server. */
final class FediverseSignInTest extends FediversePerson {

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
