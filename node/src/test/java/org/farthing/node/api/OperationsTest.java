package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class OperationsTest {

  private static final String SONG = "https://carol.example/song";

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void nodeThatWorksIsLiveAndReady() throws Exception {
    assertThat(web.get("/health", "*/*").body()).isEqualTo("{\"status\":\"UP\"}");
    assertThat(web.get("/health/ready", "*/*").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsCountRequestsAndFlattrs() throws Exception {
    web.aCreator("carol", SONG);
    String token = web.tokenOf(web.aDonor("alice"));
    web.call("POST", "/api/v1/flattrs", token, "{\"url\":\"" + SONG + "\"}");
    web.page("/nope");

    HttpResponse<String> metrics = web.get("/metrics", "*/*");

    assertThat(metrics.headers().firstValue("Content-Type").orElseThrow()).contains("0.0.4");
    assertThat(metrics.body())
        .containsPattern("farthing_http_requests_total\\{status=\"2xx\"} [1-9]")
        .containsPattern("farthing_http_requests_total\\{status=\"4xx\"} [1-9]")
        .contains("farthing_flattrs_recorded_total 1\n", "farthing_outbox_backlog 0\n")
        .containsPattern("jvm_memory_heap_used_bytes [1-9]");
    assertThat(metrics.body().lines())
        .allMatch(line -> line.startsWith("# ") || line.matches("[a-z_]+(\\{[^}]*})? [0-9.E-]+"));
  }

  @Test
  void metricsBehindProxyAreForTheAdminAlone() throws Exception {
    String admin = web.node.tokens().issueForAdmin("test");
    String member = web.tokenOf(web.node.members().create("bob", "Bob"));

    assertThat(throughProxy("").statusCode()).isEqualTo(403);
    assertThat(throughProxy(member).statusCode()).isEqualTo(403);
    assertThat(throughProxy(admin).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> throughProxy(String token) throws Exception {
    var request = web.request("/metrics").header("X-Forwarded-For", "192.0.2.1").GET();
    return web.send(token.isEmpty() ? request : request.header("Authorization", "Bearer " + token));
  }
}
