package org.farthing.node.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.signin.PlainBrowser.PASSWORD;
import static org.farthing.node.signin.PlainBrowser.location;

import java.net.http.HttpResponse;
import java.util.List;
import org.farthing.node.account.Member;
import org.farthing.node.platform.database.Database;
import org.farthing.node.web.WebFixture;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passkeys over HTTP, with a device that does what no honest one does. */
final class PasskeyTest {

  private static final String NEW = "/me/passkeys/new";
  private static final String SIGN_IN = "/sign-in/passkey";

  private static WebFixture web;

  /** Each test has people of its own. */
  private static int tests;

  private String adasName;
  private String bobsName;
  private PlainBrowser browser;
  private TestDevice device;

  @BeforeAll
  static void start() {
    web = WebFixture.start(Registration.OPEN);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @BeforeEach
  void adaAddsAPasskey() throws Exception {
    tests++;
    adasName = "ada" + tests;
    bobsName = "bob" + tests;
    browser = new PlainBrowser(web);
    device = device();
    browser.join(adasName);
    assertThat(location(add(browser, device, "Ada’s phone"))).isEqualTo("/me/sessions?passkey");
  }

  private TestDevice device() throws Exception {
    return new TestDevice(web.node.origin().toString());
  }

  private static String options(HttpResponse<String> page) {
    return Jsoup.parse(page.body()).expectFirst("form[data-options]").attr("data-options");
  }

  private static HttpResponse<String> add(PlainBrowser who, TestDevice device, String name)
      throws Exception {
    HttpResponse<String> page = who.fill(NEW, "name", name, "current", PASSWORD);
    return who.submit(page, "/me/passkeys", "credential", device.create(options(page)));
  }

  /** What the script asks for. */
  private static String ask(PlainBrowser who, HttpResponse<String> page, String... fields)
      throws Exception {
    HttpResponse<String> answer = who.post(SIGN_IN + "/challenge", PlainBrowser.csrf(page), fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> signInWith(PlainBrowser who, TestDevice used) throws Exception {
    HttpResponse<String> page = who.get("/sign-in?next=/me/sessions");
    return who.submit(page, SIGN_IN, "credential", used.sign(ask(who, page)));
  }

  private void refused(TestDevice used) throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> answer = signInWith(other, used);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("That passkey did not sign you in");
    assertThat(other.isSignedIn()).isFalse();
  }

  private Member ada() {
    return web.node.members().find(adasName).orElseThrow();
  }

  private String path() throws Exception {
    return Jsoup.parse(browser.get("/me/sessions").body())
        .expectFirst("a[href~=/me/passkeys/[0-9]+]")
        .attr("href");
  }

  @Test
  void passkeyAloneSignsItsMemberIn() throws Exception {
    PlainBrowser other = new PlainBrowser(web);

    assertThat(location(signInWith(other, device))).isEqualTo("/me/sessions");

    assertThat(other.isSignedIn()).isTrue();
    assertThat(browser.get("/me/notices").body())
        .contains("You can sign in with the passkey “Ada’s phone” now.");
    assertThat(browser.get("/me/sessions").body()).contains("Ada’s phone", "last used on");
  }

  @Test
  void answerIsTakenOnce() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> page = other.get("/sign-in");
    String answer = device.sign(ask(other, page));
    assertThat(other.submit(page, SIGN_IN, "credential", answer).statusCode()).isEqualTo(303);
    other.submit(other.get("/me/sessions"), "/sign-out");

    HttpResponse<String> again = other.submit(other.get("/sign-in"), SIGN_IN, "credential", answer);

    assertThat(again.statusCode()).isEqualTo(401);
  }

  @Test
  void wrongAnswerUsesItsChallengeUp() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> page = other.get("/sign-in");
    String options = ask(other, page);
    device.verifies = false;
    assertThat(other.submit(page, SIGN_IN, "credential", device.sign(options)).statusCode())
        .isEqualTo(401);
    device.verifies = true;

    assertThat(other.submit(page, SIGN_IN, "credential", device.sign(options)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void challengeIsGoodInTheBrowserThatHasAskedAlone() throws Exception {
    PlainBrowser victim = new PlainBrowser(web);
    String options = ask(victim, victim.get("/sign-in"));
    PlainBrowser thief = new PlainBrowser(web);

    HttpResponse<String> answer =
        thief.submit(thief.get("/sign-in"), SIGN_IN, "credential", device.sign(options));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void challengeThatNobodyGaveIsWorthNothing() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    String made = "{\"challenge\": \"" + Secret.fresh().text() + "\"}";

    HttpResponse<String> answer =
        other.submit(other.get("/sign-in"), SIGN_IN, "credential", device.sign(made));

    assertThat(answer.statusCode()).isEqualTo(401);
  }

  @Test
  void challengeIsGoodForFiveMinutes() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> page = other.get("/sign-in");
    String options = ask(other, page);
    try (Database database = Database.open(web.setup.database(), 2)) {
      database.execute(
          tx ->
              tx.dsl()
                  .execute(
                      "update sign_in_link set expires_at = expires_at - interval 5 minute"
                          + " where purpose = 'passkey'"));
    }

    assertThat(other.submit(page, SIGN_IN, "credential", device.sign(options)).statusCode())
        .isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost",
        "https://localhost",
        "http://evil.example",
        "http://localhost:1"
      })
  void pageOfAnotherOriginIsRefused(String origin) throws Exception {
    device.origin = origin;

    refused(device);
  }

  @Test
  void passkeyOfAnotherHostIsRefused() throws Exception {
    device.host = "evil.example";

    refused(device);
  }

  @Test
  void deviceThatHasNotMadeSureWhoHoldsItIsRefused() throws Exception {
    device.verifies = false;

    refused(device);
  }

  @Test
  void countThatGoesBackIsThatOfACopy() throws Exception {
    device.count = 7;
    assertThat(signInWith(new PlainBrowser(web), device).statusCode()).isEqualTo(303);
    device.count = 7;

    refused(device);
  }

  @Test
  void passkeyThatNobodyHasIsRefused() throws Exception {
    TestDevice foreign = device();
    String _ = foreign.create("{\"challenge\": \"AA\", \"user\": {\"id\": \"AA\"}}");

    refused(foreign);
  }

  @Test
  void keyOfAnotherDeviceDoesNotSignForThisOne() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> page = other.get("/sign-in");
    String options = ask(other, page);
    String signature = "\"signature\":\"";
    String mine = device.sign(options);
    String forged = device().sign(options);
    int at = mine.indexOf(signature) + signature.length();
    int from = forged.indexOf(signature) + signature.length();
    String mixed =
        mine.substring(0, at)
            + forged.substring(from, forged.indexOf('"', from))
            + mine.substring(mine.indexOf('"', at));

    assertThat(other.submit(page, SIGN_IN, "credential", mixed).statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"id\": 1}",
        "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"response\":{}}",
        "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\",\"clientExtensionResults\":{},"
            + "\"response\":{\"clientDataJSON\":\"e30\",\"authenticatorData\":\"AA\","
            + "\"signature\":\"AA\",\"attestationObject\":\"AA\"}}",
        "{\"id\":\"*\",\"rawId\":\"*\",\"response\":{\"clientDataJSON\":\"*\"}}"
      })
  void whatCannotBeReadIsRefused(String said) throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    HttpResponse<String> page = browser.fill(NEW, "name", "A", "current", PASSWORD);

    assertThat(other.submit(other.get("/sign-in"), SIGN_IN, "credential", said).statusCode())
        .isEqualTo(401);
    assertThat(browser.submit(page, "/me/passkeys", "credential", said).statusCode())
        .isEqualTo(400);
  }

  @Test
  void whoGuessesWaits() throws Exception {
    device.verifies = false;
    for (int i = 0; i < 5; i++) {
      refused(device);
    }
    device.verifies = true;

    HttpResponse<String> right = signInWith(new PlainBrowser(web), device);

    assertThat(right.statusCode()).isEqualTo(429);
    assertThat(right.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void addingTakesThePassword() throws Exception {
    HttpResponse<String> page = browser.fill(NEW, "name", "Laptop", "current", "a guess");

    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("id=\"current-error\"", "value=\"Laptop\"");
    assertThat(page.body()).doesNotContain("data-options");
  }

  @Test
  void passkeyIsAddedOnceAndForWhoAskedAlone() throws Exception {
    TestDevice second = device();
    HttpResponse<String> page = browser.fill(NEW, "name", "Laptop", "current", PASSWORD);
    String made = second.create(options(page));
    PlainBrowser bob = new PlainBrowser(web);
    bob.join(bobsName);
    HttpResponse<String> bobs = bob.fill(NEW, "name", "Laptop", "current", PASSWORD);

    assertThat(bob.submit(bobs, "/me/passkeys", "credential", made).statusCode()).isEqualTo(400);
    assertThat(location(browser.submit(page, "/me/passkeys", "credential", made)))
        .isEqualTo("/me/sessions?passkey");
    assertThat(browser.submit(page, "/me/passkeys", "credential", made).statusCode())
        .isEqualTo(400);
    // Nor is it anybody else's then.
    assertThat(add(bob, second, "Mine").statusCode()).isEqualTo(400);
  }

  @Test
  void challengeToSignInMakesNoPasskey() throws Exception {
    TestDevice second = device();
    PlainBrowser other = new PlainBrowser(web);
    String asked = ask(other, other.get("/sign-in"));
    String options = asked.replaceFirst("\\{", "{\"user\":{\"id\":\"AA\"},");
    HttpResponse<String> page = browser.fill(NEW, "name", "Laptop", "current", PASSWORD);

    assertThat(
            browser.submit(page, "/me/passkeys", "credential", second.create(options)).statusCode())
        .isEqualTo(400);
  }

  @Test
  void twentyAreTheMost() throws Exception {
    for (int i = 1; i < Passkeys.MOST; i++) {
      assertThat(add(browser, device(), "No " + i).statusCode()).isEqualTo(303);
    }

    HttpResponse<String> answer = browser.fill(NEW, "name", "One more", "current", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("You have 20 passkeys");
  }

  @Test
  void memberNamesAndRemovesIt() throws Exception {
    String path = path();
    assertThat(browser.submit(browser.get(path), path + "/name", "name", " ").statusCode())
        .isEqualTo(400);
    assertThat(location(browser.submit(browser.get(path), path + "/name", "name", "Telephone")))
        .isEqualTo("/me/sessions?named");
    assertThat(browser.get("/me/sessions").body()).contains("Telephone");
    assertThat(browser.submit(browser.get(path), path + "/remove", "current", "no").statusCode())
        .isEqualTo(400);

    assertThat(location(browser.submit(browser.get(path), path + "/remove", "current", PASSWORD)))
        .isEqualTo("/me/sessions?removed");

    assertThat(browser.get(path).statusCode()).isEqualTo(404);
    assertThat(browser.get("/me/notices").body())
        .contains("The passkey “Telephone” is good no more.");
    refused(device);
  }

  @Test
  void nobodySeesThoseOfOthers() throws Exception {
    String path = path();
    PlainBrowser bob = new PlainBrowser(web);
    bob.join(bobsName);
    String csrf = PlainBrowser.csrf(bob.get(NEW));

    assertThat(bob.get(path).statusCode()).isEqualTo(404);
    assertThat(bob.post(path + "/name", csrf, "name", "Bob’s").statusCode()).isEqualTo(404);
    assertThat(bob.post(path + "/remove", csrf, "current", PASSWORD).statusCode()).isEqualTo(404);
  }

  @Test
  void whoLeavesTakesThemAlong() throws Exception {
    try (Database database = Database.open(web.setup.database(), 2)) {
      database.execute(tx -> web.node.signIn().erase(tx, ada().id()));
    }

    refused(device);
  }

  /** Ada’s password takes a passkey, too. */
  private List<String> demand() throws Exception {
    HttpResponse<String> codes = browser.fill("/me/passkeys/demand", "current", PASSWORD);
    return Jsoup.parse(codes.body()).select(".codes code").eachText();
  }

  private HttpResponse<String> second(PlainBrowser who, HttpResponse<String> asked, TestDevice used)
      throws Exception {
    String ticket = Jsoup.parse(asked.body()).expectFirst("input[name=ticket]").attr("value");
    String options = ask(who, asked, "ticket", ticket);
    return who.submit(asked, SIGN_IN, "credential", used.sign(options));
  }

  @Test
  void passkeyIsAskedForAfterThePasswordWhereTheMemberWantsIt() throws Exception {
    PlainBrowser other = new PlainBrowser(web);
    assertThat(other.signIn(adasName, PASSWORD).statusCode()).isEqualTo(303);
    assertThat(demand()).hasSize(10);
    other = new PlainBrowser(web);

    HttpResponse<String> asked = other.signIn(adasName, PASSWORD);

    assertThat(asked.body()).contains("show one of your passkeys");
    assertThat(other.isSignedIn()).isFalse();
    // To have it is enough: the password was right.
    device.verifies = false;
    assertThat(location(second(other, asked, device))).isEqualTo("/me/sessions");
    assertThat(other.isSignedIn()).isTrue();
  }

  @Test
  void passkeyOfAnotherMemberIsNoSecondStep() throws Exception {
    List<String> _ = demand();
    PlainBrowser bob = new PlainBrowser(web);
    bob.join(bobsName);
    TestDevice bobs = device();
    add(bob, bobs, "Bob’s");
    PlainBrowser other = new PlainBrowser(web);

    HttpResponse<String> answer = second(other, other.signIn(adasName, PASSWORD), bobs);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(other.isSignedIn()).isFalse();
  }

  @Test
  void recoveryCodeStandsInForALostPasskey() throws Exception {
    List<String> codes = demand();
    PlainBrowser other = new PlainBrowser(web);

    HttpResponse<String> answer =
        other.submit(other.signIn(adasName, PASSWORD), "/sign-in/code", "code", codes.getFirst());

    assertThat(location(answer)).isEqualTo("/me/sessions");
  }

  @Test
  void nothingIsAskedForOnceTheLastPasskeyIsRemoved() throws Exception {
    List<String> _ = demand();
    String path = path();
    browser.submit(browser.get(path), path + "/remove", "current", PASSWORD);

    PlainBrowser other = new PlainBrowser(web);
    assertThat(location(other.signIn(adasName, PASSWORD))).isEqualTo("/me/sessions");
  }

  @Test
  void memberAsksForNoPasskeyAnyMore() throws Exception {
    List<String> _ = demand();
    HttpResponse<String> page = browser.get("/me/passkeys/demand");
    String csrf = PlainBrowser.csrf(page);

    assertThat(location(browser.post("/me/passkeys/demand/off", csrf, "current", PASSWORD)))
        .isEqualTo("/me/sessions?optional");

    PlainBrowser other = new PlainBrowser(web);
    assertThat(location(other.signIn(adasName, PASSWORD))).isEqualTo("/me/sessions");
  }
}
