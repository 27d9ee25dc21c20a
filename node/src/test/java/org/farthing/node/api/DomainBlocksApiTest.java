package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class DomainBlocksApiTest {

  private static final String PATH = "/api/v1/admin/domain-blocks";

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

  @Test
  void adminSetsListsAndRemoves() throws Exception {
    String block =
        """
        {"domain": "Birch.Example", "severity": "suspend", "publicComment": "spam", "reason": "spam"}
        """;

    assertThat(call("POST", PATH, block).body())
        .isEqualTo("{\"domain\":\"birch.example\",\"outcome\":\"set\"}");
    assertThat(call("POST", PATH, block).body()).contains("as_before");
    assertThat(call("GET", PATH, "").body())
        .contains("\"domain\":\"birch.example\"", "\"severity\":\"suspend\"", "\"spam\"")
        .contains("\"changedBy\":\"api:admin\"");
    String item = PATH + "/birch.example";
    assertThat(call("DELETE", item, "{\"reason\": \"enough\"}").body()).contains("removed");
    assertThat(call("DELETE", item, "{\"reason\": \"enough\"}").statusCode()).isEqualTo(404);
    assertThat(call("GET", PATH, "").body()).isEqualTo("{\"domainBlocks\":[]}");
  }

  @Test
  void nonsenseIsRefused() throws Exception {
    assertThat(call("POST", PATH, body("a b", "suspend", "why")).body())
        .contains("malformed_domain");
    assertThat(call("POST", PATH, body("a.example", "kill", "why")).body())
        .contains("malformed_severity");
    assertThat(call("POST", PATH, body("localhost", "suspend", "why")).body())
        .contains("own_domain");
    assertThat(call("POST", PATH, "{\"domain\":\"a.example\",\"severity\":\"suspend\"}").body())
        .contains("malformed_reason");
    assertThat(call("PUT", PATH, "{}").statusCode()).isEqualTo(405);
  }

  @Test
  void nobodyElseMay() throws Exception {
    String member = web.tokenOf(web.node.members().create("bob", "Bob"));

    assertThat(web.call("GET", PATH, member, "").statusCode()).isEqualTo(403);
    assertThat(web.get(PATH, "*/*").statusCode()).isEqualTo(401);
    assertThat(web.call("POST", PATH, member, body("a.example", "suspend", "x")).statusCode())
        .isEqualTo(403);
  }

  private static String body(String domain, String severity, String reason) {
    return "{\"domain\":\"%s\",\"severity\":\"%s\",\"reason\":\"%s\"}"
        .formatted(domain, severity, reason);
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    return web.call(method, path, admin, body);
  }
}
