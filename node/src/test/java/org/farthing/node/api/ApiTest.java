package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.farthing.node.account.Member;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ApiTest {

  private static WebFixture web;
  private static int tests;

  private String song = "";
  private String flattrSong = "";
  private String token = "";

  @BeforeAll
  static void start() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  /** All tests share a node, and each has members and things of its own. */
  @BeforeEach
  void takeIn() {
    tests++;
    song = "https://carol.example/" + tests;
    flattrSong = "{\"url\":\"" + song + "\"}";
    web.aCreator(own("carol"), song);
    token = web.tokenOf(web.aDonor(own("alice")));
  }

  @Test
  void giftIsGivenOnceUnderItsKeyAndListed() throws Exception {
    String gift =
        "{\"key\": \"k-1\", \"creator\": \"%s@%s\", \"amount\": \"1.50\"}"
            .formatted(own("carol"), web.node.origin().authority());

    HttpResponse<String> first = post("gifts", gift);
    HttpResponse<String> again = post("gifts", gift);
    HttpResponse<String> other = post("gifts", gift.replace("1.50", "1.60"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.body()).contains("\"outcome\":\"recorded\"", "\"micros\":\"1500000\"");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(again.body()).contains("\"outcome\":\"already_recorded\"");
    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("key_used");
    JsonArray gifts = get("gifts").getJsonArray("gifts");
    assertThat(gifts).hasSize(1);
    String proof = "/api/v1/gifts/" + gifts.getJsonObject(0).getString("id") + "/proof";
    assertThat(web.call("GET", proof, token, "").body()).contains("\"code\":\"not_split\"");
  }

  @ParameterizedTest
  @CsvSource({"999999.00, no_means, 409", "0.00, below_minimum, 409", "ten, malformed_amount, 400"})
  void giftThatCannotBeIsRefusedWithACode(String amount, String code, int status) throws Exception {
    String gift =
        "{\"key\": \"k-%s\", \"creator\": \"%s@%s\", \"amount\": \"%s\"}"
            .formatted(code, own("carol"), web.node.origin().authority(), amount);

    HttpResponse<String> answer = post("gifts", gift);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("\"code\":\"" + code + "\"");
  }

  private static String own(String name) {
    return name + tests;
  }

  private HttpResponse<String> post(String path, String body) throws Exception {
    return web.call("POST", "/api/v1/" + path, token, body);
  }

  private JsonObject get(String path) throws Exception {
    HttpResponse<String> answer = web.call("GET", "/api/v1/" + path, token, "");
    assertThat(answer.statusCode()).isEqualTo(200);
    return json(answer);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  private static void assertProblem(
      HttpResponse<String> answer, int status, String code, String pointer) {
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonObject problem = json(answer);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(problem.getInt("status")).isEqualTo(status);
    assertThat(problem.getString("code")).isEqualTo(code);
    assertThat(problem.getString("pointer", "")).isEqualTo(pointer);
    assertThat(problem.getString("detail")).isNotBlank();
  }

  @Test
  void clickIsRecordedOnceAMonth() throws Exception {
    HttpResponse<String> first = post("flattrs", flattrSong);
    HttpResponse<String> second = post("flattrs", flattrSong);

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).getString("outcome")).isEqualTo("recorded");
    assertThat(json(first).getString("state")).isEqualTo("counted");
    assertThat(json(first).getString("period")).isEqualTo("2026-11");
    assertThat(json(first).getBoolean("firstOfMonth")).isTrue();
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(json(second).getString("outcome")).isEqualTo("already_flattred");
    assertThat(json(second).getString("id")).isEqualTo(json(first).getString("id"));
  }

  @Test
  void whoeverWantsHtmlStillGetsWhatBecameOfTheClick() throws Exception {
    HttpResponse<String> answer =
        web.send(
            web.request("/api/v1/flattrs")
                .header("Accept", "text/html")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(flattrSong)));

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).getString("outcome")).isEqualTo("recorded");
  }

  @Test
  void creatorCanBeNamed() throws Exception {
    String carol = own("carol") + "@" + web.node.origin().authority();

    assertThat(
            post("flattrs", "{\"url\":\"" + song + "\",\"creator\":\"" + carol + "\"}")
                .statusCode())
        .isEqualTo(201);
    assertProblem(
        post("flattrs", "{\"url\":\"https://x.example/\",\"creator\":\"" + carol + "\"}"),
        404,
        "unknown_thing",
        "");
    assertProblem(
        post("flattrs", flattrSong.replace("}", ",\"creator\":\"nobody" + carol + "\"}")),
        404,
        "unknown_creator",
        "");
  }

  @Test
  void flattrIsTakenBackOnceAndByItsDonorAlone() throws Exception {
    String path = "/api/v1/flattrs/" + json(post("flattrs", flattrSong)).getString("id");
    String stranger = web.tokenOf(web.aDonor(own("mallory")));

    assertProblem(web.call("DELETE", path, stranger, ""), 404, "nothing_to_undo", "");
    HttpResponse<String> undone = web.call("DELETE", path, token, "");
    assertThat(undone.statusCode()).isEqualTo(200);
    assertThat(json(undone).getString("state")).isEqualTo("undone");
    assertProblem(web.call("DELETE", path, token, ""), 409, "nothing_to_undo", "");
    assertProblem(web.call("DELETE", "/api/v1/flattrs/1", token, ""), 400, "malformed_id", "");
  }

  @Test
  void sharesOfTheMonthAddUpToWhatIsReserved() throws Exception {
    for (int i = 0; i < 3; i++) {
      String url = song + "/of/dan/" + i;
      web.aCreator(own("dan") + "_" + i, url);
      post("flattrs", "{\"url\":\"" + url + "\",\"anonymous\":true}");
    }

    JsonObject month = get("flattrs?month=2026-11");

    assertThat(month.getInt("counted")).isEqualTo(3);
    assertThat(month.getJsonObject("reserved").getString("amount")).isEqualTo("2.00");
    assertThat(month.getJsonObject("sharedNow").getString("micros")).isEqualTo("2000000");
    assertThat(
            month.getJsonArray("flattrs").stream()
                .map(JsonValue::asJsonObject)
                .peek(flattr -> assertThat(flattr.getBoolean("anonymous")).isTrue())
                .mapToLong(it -> Long.parseLong(it.getJsonObject("shareNow").getString("micros")))
                .sum())
        .isEqualTo(2_000_000);
    assertThat(get("flattrs?month=2026-10").getJsonArray("flattrs")).isEmpty();
    assertProblem(
        web.call("GET", "/api/v1/flattrs?month=11", token, ""), 400, "malformed_month", "");
  }

  @Test
  void balancesTellFundsFromWhatIsReserved() throws Exception {
    post("flattrs", flattrSong);

    JsonObject balances = get("balances");

    assertThat(balances.getString("currency")).isEqualTo("XTS");
    assertThat(balances.getJsonObject("funds").getString("amount")).isEqualTo("98.00");
    assertThat(balances.getJsonObject("reserved").getString("micros")).isEqualTo("2000000");
    assertThat(balances.getJsonObject("pending").getString("micros")).isEqualTo("0");
    assertThat(balances.getJsonObject("available").getString("micros")).isEqualTo("0");
    assertThat(balances.getJsonObject("budget")).containsOnlyKeys("now");
  }

  @Test
  void budgetHoldsNowOrFromTheNextMonth() throws Exception {
    post("flattrs", flattrSong);

    JsonObject raised = json(web.call("PUT", "/api/v1/budget", token, "{\"amount\":\"5.00\"}"));
    JsonObject lowered = json(web.call("PUT", "/api/v1/budget", token, "{\"amount\":\"3\"}"));
    JsonObject budget = get("balances").getJsonObject("budget");

    assertThat(raised.getString("outcome")).isEqualTo("holds_now");
    assertThat(raised.getString("holdsFrom")).isEqualTo("2026-11");
    assertThat(lowered.getString("outcome")).isEqualTo("holds_next_month");
    assertThat(lowered.getString("holdsFrom")).isEqualTo("2026-12");
    assertThat(budget.getJsonObject("now").getString("amount")).isEqualTo("5.00");
    assertThat(budget.getJsonObject("next").getString("amount")).isEqualTo("3.00");
    assertThat(budget.getString("nextFrom")).isEqualTo("2026-12");
    assertProblem(
        web.call("PUT", "/api/v1/budget", token, "{\"amount\":\"1.99\"}"),
        409,
        "below_minimum",
        "/amount");
  }

  @Test
  void ownThingIsRegisteredAndNotFlattred() throws Exception {
    String body = "{\"url\":\"https://alice.example/\",\"title\":\"Mine\"}";
    HttpResponse<String> registered = post("things", body);
    HttpResponse<String> again = post("things", body);

    assertThat(registered.statusCode()).isEqualTo(201);
    assertThat(again.body()).isEqualTo(registered.body());
    assertThat(web.page("/things/" + json(registered).getString("id")).statusCode()).isEqualTo(200);
    assertProblem(
        post("flattrs", "{\"url\":\"https://alice.example/\"}"), 409, "flattr_owner", "/url");
    assertProblem(
        post("things", "{\"url\":\"" + song + "\",\"title\":\"Not mine\"}"), 409, "claimed", "");
  }

  @Test
  void lackOfMeansSaysHowMuchIsMissing() throws Exception {
    Member poor = web.node.members().create(own("poor"), "Poor");
    HttpResponse<String> answer =
        web.call("POST", "/api/v1/flattrs", web.tokenOf(poor), flattrSong);

    assertProblem(answer, 409, "no_means", "");
    assertThat(json(answer).getJsonObject("minimum").getString("amount")).isEqualTo("2.00");
    assertThat(json(answer).getJsonObject("funds").getString("micros")).isEqualTo("0");
    assertThat(json(answer).getString("currency")).isEqualTo("XTS");
  }

  @Test
  void playMoneyIsDepositedOncePerReference() throws Exception {
    String body = "{\"amount\":\"5.00\",\"reference\":\"one\"}";
    HttpResponse<String> first = post("deposits", body);
    HttpResponse<String> again = post("deposits", body);
    HttpResponse<String> other = post("deposits", body.replace("5.00", "6.00"));

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(json(first).getJsonObject("funds").getString("amount")).isEqualTo("105.00");
    assertThat(json(again).getJsonObject("funds").getString("amount")).isEqualTo("105.00");
    assertProblem(other, 409, "reference_taken", "/reference");
  }

  @Test
  void adminDepositsForAnybodyAndMembersForThemselves() throws Exception {
    String body = "{\"amount\":\"5.00\",\"reference\":\"one\",\"member\":\"" + own("carol") + "\"}";
    String admin = web.node.tokens().issueForAdmin("test");

    HttpResponse<String> forCarol = web.call("POST", "/api/v1/deposits", admin, body);

    assertThat(json(forCarol).getJsonObject("funds").getString("amount")).isEqualTo("5.00");
    assertProblem(post("deposits", body), 400, "malformed_member", "/member");
    assertProblem(
        web.call("POST", "/api/v1/deposits", admin, body.replace(own("carol"), "nobody")),
        400,
        "malformed_member",
        "/member");
    assertProblem(web.call("GET", "/api/v1/balances", admin, ""), 403, "not_a_member", "");
  }

  @Test
  void realMoneyIsNotDepositedByWord() throws Exception {
    try (WebFixture real = WebFixture.start(CurrencyUnit.EUR, new Bank())) {
      String member = real.tokenOf(real.node.members().create("alice", "Alice"));

      assertProblem(
          real.call(
              "POST", "/api/v1/deposits", member, "{\"amount\":\"5.00\",\"reference\":\"one\"}"),
          403,
          "real_money",
          "");
      assertThat(real.page("/").body()).doesNotContain("class=\"banner\"");
    }
  }

  /** Through which nothing goes in this test. */
  private static final class Bank implements PaymentRail {
    @Override
    public String name() {
      return "manual";
    }

    @Override
    public boolean send(String payee, Money amount, String reference) {
      return false;
    }

    @Override
    public void wasSent(String payee, Money amount, String reference) {}

    @Override
    public boolean isByHand() {
      return true;
    }

    @Override
    public Money arrived(String payer, Money announced, String reference) {
      return new Money(0, announced.currency());
    }
  }

  @Test
  void whoeverBearsNoGoodTokenIsRefused() throws Exception {
    HttpResponse<String> none = web.call("GET", "/api/v1/balances", "", "");
    HttpResponse<String> bad = web.call("POST", "/api/v1/flattrs", "farthing_x", flattrSong);

    assertProblem(none, 401, "no_token", "");
    assertThat(none.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"farthing\"");
    assertProblem(bad, 401, "invalid_token", "");
    assertThat(bad.headers().firstValue("WWW-Authenticate").orElseThrow())
        .contains("error=\"invalid_token\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "flattrs  | {\"url\":\"https://x.example/\"}                    | 404 | unknown_thing |"
            + " /url",
        "flattrs  | {}                                                  | 400 | malformed_url |"
            + " /url",
        "flattrs  | {\"url\":7}                                         | 400 | malformed_url |"
            + " /url",
        "flattrs  | {\"url\":\"javascript:alert(1)\"}                   | 400 | malformed_url |"
            + " /url",
        "flattrs  | {\"url\":\"https://x.example/\",\"anonymous\":1}    | 400 | malformed_anonymous"
            + " | /anonymous",
        "flattrs  | {\"url\":\"https://x.example/\",\"a/b~\":1}         | 400 | unknown_field |"
            + " /a~1b~0",
        "flattrs  | {\"url\":\"https://x.example/\"                     | 400 | malformed_json |"
            + " ``",
        "flattrs  | []                                                  | 400 | malformed_json |"
            + " ``",
        "things   | {\"url\":\"https://x.example/\"}                    | 400 | malformed_title |"
            + " /title",
        "things   | {\"url\":\"x\",\"title\":\"X\"}                     | 400 | malformed_url |"
            + " /url",
        "things   | {\"url\":\"https://x.example/\",\"title\":\"a\\n"
            + "b\"} | 400 | malformed_title | /title",
        "deposits | {\"amount\":\"5.001\",\"reference\":\"r\"}          | 400 | malformed_amount |"
            + " /amount",
        "deposits | {\"amount\":\"0\",\"reference\":\"r\"}              | 400 | malformed_amount |"
            + " /amount",
        "deposits | {\"amount\":5,\"reference\":\"r\"}                  | 400 | malformed_amount |"
            + " /amount",
        "deposits | {\"amount\":\"5.00\"}                               | 400 | malformed_reference"
            + " | /reference",
      })
  void bodyIsReadStrictly(String path, String body, int status, String code, String pointer)
      throws Exception {
    assertProblem(post(path, body), status, code, pointer);
  }

  @Test
  void bodyIsJsonAndSmall() throws Exception {
    HttpResponse<String> form =
        web.send(
            web.request("/api/v1/flattrs")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("url=x")));

    assertProblem(form, 415, "unsupported_media_type", "");
    assertProblem(
        post("flattrs", "{\"url\":\"" + "x".repeat(70_000) + "\"}"), 413, "too_large", "");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, flattrs, 'GET, POST'",
    "GET, flattrs/x, DELETE",
    "POST, balances, GET",
    "GET, budget, PUT",
    "PUT, things, 'GET, POST'",
    "POST, things/1, 'GET, PATCH, DELETE'",
    "GET, deposits, POST"
  })
  void otherMethodsAreRefused(String method, String path, String allowed) throws Exception {
    HttpResponse<String> answer = web.call(method, "/api/v1/" + path, token, "");

    assertProblem(answer, 405, "method_not_allowed", "");
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }
}
