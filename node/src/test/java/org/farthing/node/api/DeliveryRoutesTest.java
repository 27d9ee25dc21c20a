package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the admin's programs see and do of deliveries. */
final class DeliveryRoutesTest {

  private static final String PATH = "/api/v1/admin/deliveries";

  private static WebFixture web;
  private static String admin;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    admin = web.node.tokens().issueForAdmin("test");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static JsonObject body(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Json.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void onlyTheAdminSeesAndDropsDeliveries() throws Exception {
    String member = web.tokenOf(web.aDonor("alice"));

    assertThat(web.call("GET", PATH, "", "").statusCode()).isEqualTo(401);
    assertThat(web.call("GET", PATH, member, "").statusCode()).isEqualTo(403);
    assertThat(web.call("POST", PATH + "/b.example/drop", member, "{}").statusCode())
        .isEqualTo(403);
  }

  @Test
  void queuesOfAHostAreShownTriedAndDropped() throws Exception {
    assertThat(body(web.call("GET", PATH, admin, "")).getJsonArray("queues")).isEmpty();
    assertThat(body(web.call("GET", PATH + "/b.example:81", admin, "")).getString("host"))
        .isEqualTo("b.example:81");
    assertThat(body(web.call("POST", PATH + "/b.example/retry", admin, "")).getInt("pending"))
        .isZero();
    String reason = "{\"reason\":\"dead\"}";
    assertThat(body(web.call("POST", PATH + "/b.example/drop", admin, reason)).getInt("givenUp"))
        .isZero();
    assertThat(web.call("POST", PATH + "/b.example/drop", admin, "{}").statusCode()).isEqualTo(400);
    assertThat(web.node.audit().since(java.time.Instant.EPOCH))
        .anyMatch(entry -> entry.subject().equals("host:b.example"));
  }
}
