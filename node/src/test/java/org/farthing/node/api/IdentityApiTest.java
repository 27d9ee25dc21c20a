package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.message.Ownership;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Identities and confirmations over HTTP. */
final class IdentityApiTest {

  private static final String SONG = "https://carol.example/song";

  private static WebFixture web;
  private static String token;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    web.aCreator("carol", SONG);
    token = web.tokenOf(web.aDonor("alice"));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void identityIsAddedWithWhatToPutThereThenCheckedAndRemoved() throws Exception {
    JsonObject added = json(call("POST", "identities", "{\"site\":\"localhost:1\"}"), 201);
    String path = "identities/" + added.getString("id");

    JsonObject checked = json(call("POST", path + "/check", ""), 200);
    JsonObject listed = json(call("GET", "identities", ""), 200);
    json(call("DELETE", path, ""), 200);

    assertThat(added.getString("value")).isEqualTo("http://localhost:1");
    assertThat(added.getString("snippet"))
        .isEqualTo("<link rel=\"me\" href=\"%s\">".formatted(web.node.ids().member("alice")));
    assertThat(checked.getString("state")).isEqualTo("pending");
    assertThat(checked.getString("detail")).contains("connect_failed");
    assertThat(listed.getJsonArray("identities")).hasSize(1);
    assertThat(json(call("DELETE", path, ""), 404).getString("code")).isEqualTo("unknown_identity");
  }

  @Test
  void whatNamesNothingOrTwoThingsIsRefused() throws Exception {
    for (String body :
        new String[] {"{}", "{\"site\":\"a.example\",\"url\":\"https://a.example/\"}"}) {
      assertThat(json(call("POST", "identities", body), 400).getString("code"))
          .isEqualTo("malformed_identity");
    }
    assertThat(json(call("POST", "identities", "{\"name\":\"x\"}"), 400).getString("code"))
        .isEqualTo("unknown_field");
  }

  @Test
  void nodeConfirmsWithItsProofWhoseAThingIs() throws Exception {
    JsonObject document = json(confirm(SONG), 200);

    Ownership ownership = Ownership.read(document);
    PublishedKey key =
        web.node.keys().published(web.node.ids().node()).stream()
            .filter(
                it ->
                    ObjectProof.verificationMethodOf(document).filter(it.id()::equals).isPresent())
            .findFirst()
            .orElseThrow();
    assertThat(ObjectProof.verify(document, key)).isEqualTo(ProofVerdict.VALID);
    assertThat(ownership.creator()).isEqualTo(web.node.ids().member("carol"));
    assertThat(ownership.how()).isEqualTo(Ownership.Basis.REGISTERED_THING);
    assertThat(Ownership.read(json(confirm(ownership.creator().toString()), 200)).how())
        .isEqualTo(Ownership.Basis.MEMBER);
  }

  @Test
  void nodeConfirmsNothingElse() throws Exception {
    assertThat(json(confirm("https://carol.example/other"), 404).getString("code"))
        .isEqualTo("not_theirs");
    assertThat(json(confirm(web.node.ids().member("nobody").toString()), 404).getString("code"))
        .isEqualTo("not_theirs");
    assertThat(json(confirm("javascript:alert(1)"), 400).getString("code"))
        .isEqualTo("malformed_url");
  }

  private static HttpResponse<String> confirm(String url) throws Exception {
    return web.call(
        "GET", "/api/v1/confirm?url=" + URLEncoder.encode(url, StandardCharsets.UTF_8), "", "");
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    return web.call(method, "/api/v1/" + path, token, body);
  }

  private static JsonObject json(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.createReader(new StringReader(answer.body())).readObject();
  }
}
