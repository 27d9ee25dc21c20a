package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.net.http.HttpResponse;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What members say of themselves by the API, and what others then see. */
final class MeTest {

  private static WebFixture web;
  private static int tests;

  private String name = "";
  private String token = "";

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    web.aCreator("carol", "https://carol.example/song");
    for (int i = 0; i < 3; i++) {
      Member carol = web.node.members().find("carol").orElseThrow();
      web.node.things().register("https://carol.example/" + i, null, carol.id(), "carol");
    }
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @BeforeEach
  void takeIn() {
    tests++;
    name = "alice" + tests;
    token = web.tokenOf(web.node.members().create(name, "Alice"));
  }

  @Test
  void memberChangesWhatIsNamedAndKeepsTheRest() throws Exception {
    me("PATCH", "{\"bio\":\"Hello.\",\"discoverable\":true}");
    me(
        "PATCH",
        "{\"displayName\":\"Al\",\"fields\":[{\"name\":\"Web\",\"value\":\"https://a.example/\"}]}");

    JsonObject me = json(me("GET", ""));

    assertThat(me.getString("name")).isEqualTo(name);
    assertThat(me.getString("id")).isEqualTo(web.node.origin() + "/users/" + name);
    assertThat(me.getString("displayName")).isEqualTo("Al");
    assertThat(me.getString("bio")).isEqualTo("Hello.");
    assertThat(me.getBoolean("discoverable")).isTrue();
    assertThat(me.getBoolean("showsFlattrs")).isFalse();
    assertThat(me.getJsonArray("fields")).hasSize(1);
    assertThat(web.page("/users/" + name).body())
        .contains("<p>Hello.</p>", "href=\"https://a.example/\" rel=\"me nofollow noopener\"");
  }

  @Test
  void fieldsAtFaultAreNamed() throws Exception {
    assertProblem(me("PATCH", "{\"bio\":1}"), "malformed_bio", "/bio");
    assertProblem(me("PATCH", "{\"fields\":[{\"name\":\"a\"}]}"), "malformed_fields", "/fields");
    assertProblem(me("PATCH", "{\"icon\":\"ftp://a.example\"}"), "malformed_icon", "/icon");
    assertProblem(me("PATCH", "{\"movedTo\":\"https://a.example\"}"), "unknown_field", "/movedTo");
    assertProblem(
        me("PATCH", "{\"alsoKnownAs\":[\"nobody\"]}"), "malformed_also_known_as", "/alsoKnownAs");
  }

  @Test
  void flattrsAreShownOnlyByWhoChoseToAndNeverAnonymousOnes() throws Exception {
    Member donor = web.aDonor("donor" + tests);
    String donorToken = web.tokenOf(donor);
    for (int i = 0; i < 3; i++) {
      web.call(
          "POST",
          "/api/v1/flattrs",
          donorToken,
          "{\"url\":\"https://carol.example/%d\",\"anonymous\":%b}".formatted(i, i == 1));
    }

    assertThat(liked(donor.name(), "").containsKey("totalItems")).isFalse();
    assertThat(liked(donor.name(), "?page=true").getJsonArray("orderedItems")).isEmpty();
    web.call("PATCH", "/api/v1/me", donorToken, "{\"showsFlattrs\":true}");

    assertThat(liked(donor.name(), "").getInt("totalItems")).isEqualTo(2);
    assertThat(
            liked(donor.name(), "?page=true")
                .getJsonArray("orderedItems")
                .getValuesAs(JsonString::getString))
        .containsExactly("https://carol.example/2", "https://carol.example/0");
  }

  @Test
  void memberLeavesOnlyWhenTheirMoneyIsSettled() throws Exception {
    Member donor = web.aDonor("donor" + tests);
    String donorToken = web.tokenOf(donor);
    String leave = "{\"name\":\"" + donor.name() + "\"}";

    assertCode(web.call("POST", "/api/v1/me/leave", donorToken, leave), 409, "funds_left");
    web.call("POST", "/api/v1/flattrs", donorToken, "{\"url\":\"https://carol.example/song\"}");
    assertCode(web.call("POST", "/api/v1/me/leave", donorToken, leave), 409, "flattrs_open");
    Member carol = web.node.members().find("carol").orElseThrow();
    assertCode(
        web.call("POST", "/api/v1/me/leave", web.tokenOf(carol), "{\"name\":\"carol\"}"),
        409,
        "flattrs_open");
    assertThat(web.page("/users/" + donor.name()).statusCode()).isEqualTo(200);
  }

  @Test
  void memberLeavesByTheirNameAlone() throws Exception {
    assertCode(
        web.call("POST", "/api/v1/me/leave", token, "{\"name\":\"carol\"}"), 400, "malformed_name");

    HttpResponse<String> left =
        web.call("POST", "/api/v1/me/leave", token, "{\"name\":\"" + name + "\"}");

    assertThat(left.statusCode()).isEqualTo(204);
    assertThat(web.page("/users/" + name).statusCode()).isEqualTo(410);
    assertThat(me("GET", "").statusCode()).isEqualTo(401);
  }

  @Test
  void headIsAnsweredForDocumentsAndCollections() throws Exception {
    for (String path :
        new String[] {"/actor", "/users/carol", "/users/carol/outbox", "/.well-known/nodeinfo"}) {
      HttpResponse<String> head =
          web.send(web.request(path).header("Accept", "application/activity+json").HEAD());

      assertThat(head.statusCode()).as(path).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  /** As some servers ask: what need not be escaped in a query is not. */
  @Test
  void webFingerTakesAnAddressAsItIs() throws Exception {
    String carol = web.node.origin() + "/users/carol";

    HttpResponse<String> answer =
        web.get("/.well-known/webfinger?resource=" + carol + "&rel=self", "*/*");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"href\":\"" + carol + "\"").doesNotContain("text/html");
  }

  /** Where pages of other servers lead a member from (FEP-3b86): to the page that asks. */
  @Test
  void webFingerNamesThePageOnWhichAMemberFlattrsWhatStandsElsewhere() throws Exception {
    String answer =
        web.get("/.well-known/webfinger?resource=" + web.node.origin() + "/users/carol", "*/*")
            .body();

    assertThat(answer)
        .contains("\"rel\":\"https://w3id.org/fep/3b86/Like\"")
        .contains("\"rel\":\"https://w3id.org/fep/3b86/Object\"")
        .contains("\"template\":\"" + web.node.origin() + "/flattr?url={object}");
    String page = "/flattr?url=https%3A%2F%2Felsewhere.example%2Fpost";
    assertThat(web.page(page).statusCode()).isIn(200, 303);
  }

  private HttpResponse<String> me(String method, String body) throws Exception {
    return web.call(method, "/api/v1/me", token, body);
  }

  private static JsonObject liked(String donor, String query) throws Exception {
    return json(web.get("/users/" + donor + "/liked" + query, "application/activity+json"));
  }

  private static void assertProblem(HttpResponse<String> answer, String code, String pointer) {
    assertCode(answer, 400, code);
    assertThat(json(answer).getString("pointer")).isEqualTo(pointer);
  }

  private static void assertCode(HttpResponse<String> answer, int status, String code) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(json(answer).getString("code")).isEqualTo(code);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }
}
