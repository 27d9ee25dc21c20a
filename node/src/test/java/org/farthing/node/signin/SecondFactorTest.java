package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Codes after the password, with the codes that an app would show. */
final class SecondFactorTest {

  private static final String FACTOR = "/me/second-factor";

  private final WebFixture web = WebFixture.start(Registration.OPEN);
  private final PlainBrowser browser = new PlainBrowser(web);
  private TestApp app = new TestApp("");
  private List<String> recovery = List.of();

  @BeforeEach
  void adaSetsItUp() throws Exception {
    browser.join("ada");
    HttpResponse<String> page = browser.get(FACTOR);
    app = new TestApp(Jsoup.parse(page.body()).select("code.secret").text());
    HttpResponse<String> codes = browser.submit(page, FACTOR, "code", code(0), "current", PASSWORD);
    recovery = Jsoup.parse(codes.body()).select(".codes code").eachText();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  /** What the app shows, so many steps from now. */
  private String code(int steps) {
    return app.code(steps);
  }

  private HttpResponse<String> withCode(PlainBrowser who, String code) throws Exception {
    return who.submit(who.signIn("ada", PASSWORD), "/sign-in/code", "code", code);
  }

  private Member ada() {
    return web.node.members().find("ada").orElseThrow();
  }

  @Test
  void passwordAloneSignsNobodyIn() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> asked = other.signIn("ada", PASSWORD);

    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(asked.body()).contains("the code of your app");
    assertThat(other.isSignedIn()).isFalse();
    assertThat(location(other.submit(asked, "/sign-in/code", "code", code(1))))
        .isEqualTo("/me/sessions");
    assertThat(other.isSignedIn()).isTrue();
  }

  @Test
  void codeIsTakenOnce() throws Exception {
    String code = code(1);
    assertThat(location(withCode(new PlainBrowser(web), code))).isEqualTo("/me/sessions");

    assertThat(withCode(new PlainBrowser(web), code).statusCode()).isEqualTo(401);
    // One that was valid before it is worth no more, either.
    assertThat(withCode(new PlainBrowser(web), code(0)).statusCode()).isEqualTo(401);
  }

  @Test
  void recoveryCodeWorksOnceHoweverItIsTyped() throws Exception {
    assertThat(recovery).hasSize(10).doesNotHaveDuplicates();
    String typed = recovery.getFirst().toUpperCase(Locale.ROOT).replace('-', ' ');

    assertThat(location(withCode(new PlainBrowser(web), typed))).isEqualTo("/me/sessions");
    assertThat(withCode(new PlainBrowser(web), recovery.getFirst()).statusCode()).isEqualTo(401);
    assertThat(browser.get("/me/notices").body())
        .contains("You signed in with a recovery code. 9 are left.");
  }

  @Test
  void whoGuessesCodesWaitsAndTheMemberIsTold() throws Exception {
    PlainBrowser guesser = new PlainBrowser(web);
    HttpResponse<String> asked = guesser.signIn("ada", PASSWORD);
    for (int i = 0; i < 5; i++) {
      asked = guesser.submit(asked, "/sign-in/code", "code", "abcdef");
      assertThat(asked.statusCode()).isEqualTo(401);
    }

    HttpResponse<String> right = guesser.submit(asked, "/sign-in/code", "code", code(0));

    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.headers().firstValue("Retry-After")).isPresent();
    assertThat(guesser.isSignedIn()).isFalse();
    assertThat(browser.get("/me/notices").body()).contains("Somebody knows your password");
  }

  @Test
  void linkThatChoosesAPasswordAsksForTheCodeToo() throws Exception {
    String link = PlainBrowser.path(web.node.signIn().linkFor(ada().id()));
    PlainBrowser other = new PlainBrowser(web);

    HttpResponse<String> asked = other.fill(link, "password", "a quite different one");

    assertThat(asked.body()).contains("the code of your app");
    assertThat(other.isSignedIn()).isFalse();
  }

  @Test
  void formOfJoiningIsNoWayAroundIt() throws Exception {
    PlainBrowser other = new PlainBrowser(web);

    HttpResponse<String> answer = other.join("ada");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(other.isSignedIn()).isFalse();
  }

  @Test
  void whoOnlyFindsABrowserOpenChangesNothing() throws Exception {
    HttpResponse<String> page = browser.get(FACTOR);

    assertThat(browser.submit(page, FACTOR + "/codes", "current", "a guess").statusCode())
        .isEqualTo(400);
    assertThat(browser.submit(page, FACTOR + "/codes", "current", "a guess").body())
        .contains("id=\"current-error\"")
        .doesNotContain("class=\"codes\"");
  }

  @Test
  void memberMakesNewRecoveryCodesAndTurnsItOff() throws Exception {
    HttpResponse<String> page = browser.get(FACTOR);
    HttpResponse<String> renewed = browser.submit(page, FACTOR + "/codes", "current", PASSWORD);
    assertThat(Jsoup.parse(renewed.body()).select(".codes code").eachText())
        .hasSize(10)
        .doesNotContainAnyElementsOf(recovery);
    assertThat(withCode(new PlainBrowser(web), recovery.get(3)).statusCode()).isEqualTo(401);

    HttpResponse<String> off =
        browser.post(FACTOR + "/off", PlainBrowser.csrf(page), "current", PASSWORD);

    assertThat(location(off)).isEqualTo("/me/sessions?off");
    PlainBrowser other = new PlainBrowser(web);
    assertThat(location(other.signIn("ada", PASSWORD))).isEqualTo("/me/sessions");
  }

  @Test
  void adminTakesItOffWhenAllIsLost() throws Exception {
    web.node.signIn().removeSecondFactor(ada().id());

    PlainBrowser other = new PlainBrowser(web);
    assertThat(location(other.signIn("ada", PASSWORD))).isEqualTo("/me/sessions");
  }
}
