package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.YearMonth;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A donor says that an unclaimed flattr be offered again, and sees what becomes of it. */
final class OfferAgainTest {

  private static final String NOBODYS = "https://nobody.example/";

  private final WebFixture web = WebFixture.start();
  private String token = "";
  private String unclaimed = "";

  @BeforeEach
  void flattrSomethingOfNobody() throws Exception {
    token = web.tokenOf(web.aDonor("alice"));
    web.node.creators().declare(NOBODYS, null);
    unclaimed = json(call("POST", "flattrs", "{\"url\":\"" + NOBODYS + "\"}")).getString("id");
  }

  @AfterEach
  void close() {
    web.close();
  }

  @Test
  void isRecordedAnewAndBothSayOfEachOther() throws Exception {
    isOver();

    HttpResponse<String> answer = offerAgain();

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(json(answer).getString("outcome")).isEqualTo("offered_again");
    assertThat(json(answer).getString("period")).isEqualTo("2026-12");
    assertThat(json(answer).getBoolean("firstOfMonth")).isTrue();
    String again = json(answer).getString("id");
    assertThat(only("2026-11").getString("state")).isEqualTo("offered_again");
    assertThat(only("2026-11").getString("offeredAs")).isEqualTo(again);
    assertThat(only("2026-12").getString("id")).isEqualTo(again);
    assertThat(only("2026-12").getString("replaces")).isEqualTo(unclaimed);
    assertThat(only("2026-12").getString("state")).isEqualTo("unclaimed");
  }

  @Test
  void isDoneOnceOnly() throws Exception {
    isOver();
    offerAgain();

    assertRefused(offerAgain());
  }

  @Test
  void isNotDoneBeforeItsMonthIsOverNorByAnybodyElse() throws Exception {
    assertRefused(offerAgain());
    isOver();
    String bob = web.tokenOf(web.aDonor("bob"));

    assertRefused(web.call("POST", "/api/v1/flattrs/" + unclaimed + "/offer-again", bob, ""));
    assertThat(only("2026-11").getString("state")).isEqualTo("unclaimed");
  }

  @Test
  void isNotDoneAfterSixMonths() throws Exception {
    isOver();
    web.calendar.set(Instant.parse("2027-05-31T12:00:00Z"));
    assertThat(only("2026-11").getString("state")).isEqualTo("unclaimed");

    web.calendar.set(Instant.parse("2027-06-01T00:00:00Z"));

    assertThat(only("2026-11").getString("state")).isEqualTo("expired");
    assertRefused(offerAgain());
  }

  private void isOver() {
    YearMonth november = YearMonth.of(2026, 11);
    web.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
    assertThat(web.node.monthClose().advance(november, CloseStage.CLOSED))
        .isEqualTo(CloseStage.CLOSED);
  }

  private HttpResponse<String> offerAgain() throws Exception {
    return call("POST", "flattrs/" + unclaimed + "/offer-again", "");
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    return web.call(method, "/api/v1/" + path, token, body);
  }

  /** The donor's one flattr of a month. */
  private JsonObject only(String month) throws Exception {
    JsonObject answer = json(call("GET", "flattrs?month=" + month, ""));
    assertThat(answer.getJsonArray("flattrs")).hasSize(1);
    return answer.getJsonArray("flattrs").getJsonObject(0);
  }

  private static void assertRefused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).getString("code")).isEqualTo("nothing_to_offer");
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }
}
