package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.csrf;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Forms that are sent when the session has ended: nothing typed is lost, nothing done twice. */
final class KeptFormTest {

  private static final String DEPOSITS = "/me/deposits";

  private final WebFixture web = WebFixture.start(Registration.OPEN);
  private final PlainBrowser browser = new PlainBrowser(web);

  @BeforeEach
  void adaJoins() throws Exception {
    browser.join("ada");
  }

  @AfterEach
  void stop() {
    web.close();
  }

  private Member ada() {
    return web.node.members().find("ada").orElseThrow();
  }

  private void endSession() {
    browser.cookies.clear();
  }

  /** As browsers do: the same form again, to where the answer says. */
  private HttpResponse<String> resent(HttpResponse<String> answer, HttpResponse<String> page)
      throws Exception {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(307);
    String target = answer.headers().firstValue("Location").orElseThrow();
    return browser.post(target, csrf(page), "deposit", "3", "reference", reference(page));
  }

  private static String reference(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).select("input[name=reference]").attr("value");
  }

  @Test
  void formIsShownAgainAfterSigningInAndDepositsOnce() throws Exception {
    HttpResponse<String> budget = browser.get("/me/budget");
    endSession();
    HttpResponse<String> late = browser.submit(budget, DEPOSITS, "deposit", "3");

    HttpResponse<String> asked = resent(late, budget);
    HttpResponse<String> wrong =
        browser.submit(asked, "/sign-in", "login", "ada", "password", "not this one");
    HttpResponse<String> shown =
        browser.submit(wrong, "/sign-in", "login", "ada", "password", PASSWORD);

    assertThat(asked.statusCode()).isEqualTo(401);
    assertThat(asked.body()).contains("What you have typed is kept");
    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body()).contains("value=\"3\"", "ada’s home");
    assertThat(web.node.giving().means(ada().id()).fundsMicros()).isZero();

    assertThat(location(browser.submit(shown, DEPOSITS))).isEqualTo("/me/budget?done=deposit");
    assertThat(location(browser.submit(shown, DEPOSITS))).isEqualTo("/me/budget?done=deposit");
    assertThat(web.node.giving().means(ada().id()).fundsMicros()).isEqualTo(3_000_000);
  }

  @Test
  void formOfAnEarlierSessionComesBackWithWhatWasTyped() throws Exception {
    HttpResponse<String> budget = browser.get("/me/budget");
    endSession();
    browser.signIn("ada", PASSWORD);

    HttpResponse<String> stale = browser.submit(budget, "/me/budget", "amount", "7.25");

    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("value=\"7.25\"", "please send it again");
    assertThat(location(browser.submit(stale, "/me/budget"))).isEqualTo("/me/budget?done=now");
    String asked = location(browser.post("/me/address", "stale"));
    assertThat(browser.get(asked).body()).contains("please send it again");
  }

  @Test
  void passwordsAreNotSentBack() throws Exception {
    HttpResponse<String> page = browser.get("/me/password");
    endSession();
    String target =
        browser
            .submit(page, "/me/password", "current", PASSWORD, "password", "another long one")
            .headers()
            .firstValue("Location")
            .orElseThrow();

    HttpResponse<String> asked =
        browser.post(
            target,
            csrf(page),
            "email",
            "ada@new.example",
            "current",
            PASSWORD,
            "password",
            "xyzzy");

    assertThat(asked.body()).contains("ada%40new.example").doesNotContain("farthings", "xyzzy");
  }

  @Test
  void formOfAnotherSiteIsNotKept() throws Exception {
    endSession();
    HttpResponse<String> answer =
        browser.send(
            browser
                .form("/sign-in/first?next=%2Fme%2Fbudget", Map.of("amount", "987.65"))
                .header("Sec-Fetch-Site", "cross-site"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).doesNotContain("987.65");
  }

  @Test
  void keptFormGoesNowhereElse() throws Exception {
    endSession();
    HttpResponse<String> page = browser.get("/sign-in");

    HttpResponse<String> shown =
        browser.submit(
            page,
            "/sign-in",
            "login",
            "ada",
            "password",
            PASSWORD,
            "next",
            "https://evil.example/",
            "kept",
            "amount=%22%3E%3Cimg+src%3Dx%3E");

    assertThat(shown.body()).contains("action=\"/me\"").doesNotContain("evil.example", "<img");
    assertThat(browser.submit(page, "/sign-in", "kept", "%").statusCode()).isEqualTo(400);
  }
}
