package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.audit.Mandate;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Subscriptions and payouts over the API. */
final class SubscriptionsAndPayoutsApiTest {

  private static final String SONG = "https://bob.example/song";

  private final WebFixture web = WebFixture.start();
  private final Member bob = web.aCreator("bob", SONG);
  private final String ada = web.tokenOf(web.aDonor("ada"));
  private final String eve = web.tokenOf(web.aDonor("eve"));

  @AfterEach
  void stop() {
    web.close();
  }

  private JsonObject call(String method, String path, String token, String body, int status)
      throws Exception {
    HttpResponse<String> answer = web.call(method, "/api/v1/" + path, token, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body().isEmpty()
        ? JsonObject.EMPTY_JSON_OBJECT
        : Json.createReader(new StringReader(answer.body())).readObject();
  }

  private String refused(String method, String path, String token, String body, int status)
      throws Exception {
    return call(method, path, token, body, status).getString("code");
  }

  @Test
  void subscriptionIsAddedOncePausedResumedAndCancelled() throws Exception {
    String wanted = "{\"url\":\"%s\",\"anonymous\":true}".formatted(SONG);
    JsonObject added = call("POST", "subscriptions", ada, wanted, 201);
    assertThat(call("POST", "subscriptions", ada, wanted, 201).getString("id"))
        .isEqualTo(added.getString("id"));
    assertThat(added.getString("outcome")).isEqualTo("flattred");
    assertThat(added.getString("doneIn")).isEqualTo("2026-11");
    assertThat(added.getBoolean("anonymous")).isTrue();
    String one = "subscriptions/" + added.getString("id");

    JsonObject paused = call("PATCH", one, ada, "{\"state\":\"paused\"}", 200);
    assertThat(paused.getString("state")).isEqualTo("paused");
    assertThat(call("PATCH", one, ada, "{\"state\":\"active\"}", 200).getString("state"))
        .isEqualTo("active");
    assertThat(refused("PATCH", one, ada, "{\"state\":\"ended\"}", 400))
        .isEqualTo("malformed_state");
    assertThat(refused("PATCH", one, eve, "{\"state\":\"paused\"}", 404))
        .isEqualTo("unknown_subscription");
    assertThat(refused("DELETE", one, eve, "", 404)).isEqualTo("unknown_subscription");
    assertThat(call("GET", "subscriptions", eve, "", 200).getJsonArray("subscriptions")).isEmpty();
    assertThat(call("GET", "subscriptions", ada, "", 200).getJsonArray("subscriptions")).hasSize(1);

    call("DELETE", one, ada, "", 204);
    assertThat(refused("DELETE", one, ada, "", 404)).isEqualTo("unknown_subscription");
    assertThat(refused("DELETE", "subscriptions/x", ada, "", 404))
        .isEqualTo("unknown_subscription");
  }

  @Test
  void subscriptionThatCannotBeIsRefused() throws Exception {
    String own = web.tokenOf(bob);
    String wanted = "{\"url\":\"%s\"}".formatted(SONG);
    assertThat(refused("POST", "subscriptions", own, wanted, 409)).isEqualTo("flattr_owner");
    assertThat(refused("POST", "subscriptions", ada, "{\"url\":\"javascript:1\"}", 400))
        .isEqualTo("malformed_url");
    assertThat(refused("POST", "subscriptions", "", wanted, 401)).isEqualTo("no_token");

    String id = call("POST", "subscriptions", ada, wanted, 201).getString("id");
    web.node.publications().withdraw(bob, web.node.things().find(SONG).orElseThrow().id());
    web.calendar.set(Instant.parse("2026-12-05T00:00:00Z"));
    call("PATCH", "subscriptions/" + id, ada, "{\"state\":\"active\"}", 200);
    assertThat(refused("PATCH", "subscriptions/" + id, ada, "{\"state\":\"active\"}", 409))
        .isEqualTo("subscription_ended");
  }

  @Test
  void payoutIsAskedForOnceAndUndoneUntilItIsTakenOn() throws Exception {
    String token = web.tokenOf(bob);
    receives("20.00");
    String twelve = "{\"key\":\"k\",\"amount\":\"12.00\"}";
    assertThat(refused("POST", "payouts", token, twelve, 409)).isEqualTo("no_details");
    web.node.payouts().setDetails(bob.id().value(), new PayoutDetails("Bob", "cash"));

    JsonObject asked = call("POST", "payouts", token, twelve, 201);
    assertThat(call("POST", "payouts", token, twelve, 201).getString("id"))
        .isEqualTo(asked.getString("id"));
    assertThat(asked.getString("state")).isEqualTo("requested");
    assertThat(refused("POST", "payouts", token, twelve.replace("12", "13"), 409))
        .isEqualTo("key_used");
    assertThat(refused("POST", "payouts", token, twelve.replace("\"k\"", "\"m\""), 409))
        .isEqualTo("not_enough");
    assertThat(refused("POST", "payouts", token, "{\"key\":\"n\",\"amount\":\"1.00\"}", 409))
        .isEqualTo("below_minimum");
    assertThat(refused("POST", "payouts", token, "{\"key\":\"\",\"amount\":\"1\"}", 400))
        .isEqualTo("malformed_key");
    String one = "payouts/" + asked.getString("id");
    assertThat(refused("DELETE", one, ada, "", 404)).isEqualTo("unknown_payout");
    assertThat(refused("DELETE", "payouts/x", token, "", 404)).isEqualTo("unknown_payout");
    assertThat(call("DELETE", one, token, "", 200).getString("state")).isEqualTo("undone");

    JsonObject anew =
        call(
            "POST",
            "payouts",
            token,
            twelve.replace("\"k\"", "\"" + UUID.randomUUID() + "\""),
            201);
    long id = Long.parseLong(anew.getString("id"));
    web.node.payoutDecisions().takeOn(id, Mandate.ofCommand("about to be paid"));
    assertThat(refused("DELETE", "payouts/" + id, token, "", 409)).isEqualTo("too_late");
    web.node.payoutDecisions().freeze(bob.id().value(), Mandate.ofCommand("a review"));
    JsonObject all = call("GET", "payouts", token, "", 200);
    assertThat(all.getBoolean("underReview")).isTrue();
    assertThat(all.getJsonArray("payouts")).hasSize(2);
    assertThat(call("GET", "payouts", ada, "", 200).getJsonArray("payouts")).isEmpty();
    assertThat(web.node.check()).isEmpty();
  }

  @Test
  void fundsAreAskedBackToWhereTheyCameFrom() throws Exception {
    String forty =
        "{\"key\":\"k\",\"amount\":\"40.00\",\"from\":\"funds\",\"holder\":\"Ada\",\"account\":\"cash\"}";
    assertThat(refused("POST", "payouts", ada, forty.replace("funds", "bank"), 400))
        .isEqualTo("malformed_from");
    assertThat(refused("POST", "payouts", ada, forty.replace("funds", "revenue"), 400))
        .isEqualTo("malformed_holder");
    assertThat(
            refused("POST", "payouts", ada, forty.replace("cash", "DE00370400440532013000"), 400))
        .isEqualTo("malformed_account");
    assertThat(refused("POST", "payouts", ada, forty.replace("40.00", "100.01"), 409))
        .isEqualTo("not_enough");
    JsonObject asked = call("POST", "payouts", ada, forty, 201);
    assertThat(call("POST", "payouts", ada, forty, 201)).isEqualTo(asked);
    assertThat(asked.getString("from")).isEqualTo("funds");
    JsonObject balances = call("GET", "balances", ada, "", 200);
    assertThat(balances.getJsonObject("returning").getString("amount")).isEqualTo("40.00");
    assertThat(balances.getJsonObject("reserved").getString("amount")).isEqualTo("0.00");
    assertThat(balances.getJsonObject("funds").getString("amount")).isEqualTo("60.00");
    String one = "payouts/" + asked.getString("id");
    assertThat(call("DELETE", one, ada, "", 200).getString("state")).isEqualTo("undone");
    assertThat(call("GET", "balances", ada, "", 200)).doesNotContainKey("returning");
    assertThat(web.node.check()).isEmpty();
  }

  private void receives(String amount) throws Exception {
    String gift =
        "{\"key\":\"g\",\"creator\":\"bob@%s\",\"amount\":\"%s\"}"
            .formatted(web.node.origin().authority(), amount);
    call("POST", "gifts", ada, gift, 201);
    web.calendar.set(Instant.parse("2026-12-05T00:00:00Z"));
    web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);
  }
}
