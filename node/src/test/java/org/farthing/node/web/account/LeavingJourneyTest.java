package org.farthing.node.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeavingJourneyTest {

  private static final String PATH = "/me/leave";
  private static final String SONG = "https://bob.example/song";

  private WebFixture web;

  @BeforeEach
  void start() {
    web = WebFixture.start();
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void donorWaitsForTheMonthGivesTheRestAndLeaves() throws Exception {
    web.aCreator("bob", SONG);
    Member ada = web.aDonor("ada");
    DonorBrowser browser = new DonorBrowser(web, ada);
    browser.isLedTo("/flattr", Map.of("url", SONG));

    assertThat(browser.reads(PATH))
        .contains("a month with flattrs of yours is not closed", "href=\"/me/budget\"")
        .doesNotContain("Delete my account for good");
    assertThat(browser.sends(PATH, Map.of("name", "ada")).statusCode()).isEqualTo(409);

    browser.isLedTo("/me/budget/pause", Map.of());
    web.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
    web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);
    assertThat(browser.reads(PATH)).contains("there is money in your funds", "/me/money-back");
    giveBob(browser, "98.00");
    web.calendar.set(Instant.parse("2027-01-04T00:00:00Z"));
    web.node.monthClose().advance(YearMonth.of(2026, 12), CloseStage.CLOSED);

    assertThat(browser.reads(PATH)).contains("You can go", "Delete my account for good");
    assertThat(browser.isLedTo(PATH, Map.of("name", "ada"))).isEqualTo("303 /left");

    assertThat(web.page("/left").body()).contains("Goodbye");
    assertThat(web.page("/users/ada").statusCode()).isEqualTo(410);
    assertThat(browser.opens("/me").statusCode()).isEqualTo(303);
  }

  private void giveBob(DonorBrowser browser, String amount) throws Exception {
    browser.sends(
        "/me/gifts",
        Map.of(
            "key",
            UUID.randomUUID().toString(),
            "creator",
            "@bob@" + web.node.origin().authority(),
            "amount",
            amount));
  }

  @Test
  void lastMillionthsCanBeGiven() throws Exception {
    web.aCreator("bob", SONG);
    Member odd = web.node.members().create("odd", "Odd");
    web.node.deposits().confirm(odd.id().value(), 1_003_333, "left over");
    DonorBrowser browser = new DonorBrowser(web, odd);

    giveBob(browser, "1.003333");
    web.calendar.set(Instant.parse("2026-12-04T00:00:00Z"));
    web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);

    assertThat(browser.isLedTo(PATH, Map.of("name", "odd"))).isEqualTo("303 /left");
  }

  @Test
  void nothingIsDeletedWithoutTheName() throws Exception {
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create("cyd", "Cyd"));

    HttpResponse<String> answer = browser.sends(PATH, Map.of("name", "cid"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Type cyd, exactly like this", "value=\"cid\"");
    assertThat(web.page("/users/cyd").statusCode()).isEqualTo(200);
  }

  @Test
  void formWithoutItsTokenDeletesNothing() throws Exception {
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create("dot", "Dot"));

    assertThat(browser.sends(PATH, Map.of("name", "dot", "csrf", "stale")).statusCode())
        .isEqualTo(409);
    assertThat(web.page("/users/dot").statusCode()).isEqualTo(200);
  }

  @Test
  void onlyAdminStays() throws Exception {
    Member root = web.node.members().create("ruth", "Ruth");
    web.node.members().setAdmin(root.id(), true);
    DonorBrowser browser = new DonorBrowser(web, root);

    assertThat(browser.reads(PATH)).contains("the only one who runs this node", "/admin/members");
    assertThat(browser.sends(PATH, Map.of("name", "ruth")).statusCode()).isEqualTo(409);
  }

  @Test
  void allThatIsKeptOfAMemberIsOneDocument() throws Exception {
    web.aCreator("bob", SONG);
    Member ada = web.aDonor("ada");
    web.node.things().register("https://ada.example/", "Notes", ada.id(), "ada");
    DonorBrowser browser = new DonorBrowser(web, ada);
    browser.isLedTo("/flattr", Map.of("url", SONG));
    browser.isLedTo("/me/subscriptions", Map.of("url", SONG));
    giveBob(browser, "3.00");

    HttpResponse<String> answer = browser.opens("/me/export.json");

    assertThat(answer.headers().firstValue("Content-Disposition").orElseThrow())
        .isEqualTo("attachment; filename=\"farthing-ada.json\"");
    JsonObject all = Json.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    assertThat(all.getJsonObject("profile").getString("name")).isEqualTo("ada");
    assertThat(all.getJsonObject("budget").getString("funds")).isEqualTo("95.00");
    JsonObject month = all.getJsonArray("months").getJsonObject(0);
    assertThat(month.getString("month")).isEqualTo("2026-11");
    JsonObject flattr = month.getJsonArray("flattrs").getJsonObject(0);
    assertThat(flattr.getString("url")).isEqualTo(SONG);
    assertThat(flattr.getString("share")).isEqualTo("2.00");
    assertThat(month.getJsonArray("gifts").getJsonObject(0).getString("amount")).isEqualTo("3.00");
    assertThat(all.getJsonArray("subscriptions")).hasSize(1);
    assertThat(all.getJsonArray("deposits").getJsonObject(0).getString("amount"))
        .isEqualTo("100.00");
    assertThat(all.keySet())
        .contains("identities", "things", "received", "payouts", "movedToFunds", "notices");
    assertThat(answer.body()).doesNotContain("argon2");
  }

  @Test
  void strangerGetsNoData() throws Exception {
    assertThat(web.page("/me/export.json").statusCode()).isEqualTo(303);
  }
}
