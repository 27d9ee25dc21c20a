package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpResponse;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the API of following and applause answers; what follows is in SocialFollowsTest and the
 * like.
 */
final class SocialApiTest {

  private static WebFixture web;
  private static String token;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    token = web.tokenOf(web.aCreator("alice", "https://alice.example/song"));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    return web.call(method, "/api/v1/" + path, token, body);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  @Test
  void settingsAreChosenOneByOne() throws Exception {
    call("PATCH", "me", "{\"approvesFollowers\": true}");
    HttpResponse<String> answer = call("PATCH", "me", "{\"showsFollows\": true}");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonObject me = json(call("GET", "me", ""));
    assertThat(me.getBoolean("approvesFollowers")).isTrue();
    assertThat(me.getBoolean("showsFollows")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "followers, 200",
    "follow-requests, 200",
    "following, 200",
    "mentions, 200",
    "following?before=x, 400",
    "applause, 400",
    "admin/flags, 403",
    "admin/unknown-activities, 403",
  })
  void listsAreEmptyForAMemberWhomNobodyKnows(String path, int status) throws Exception {
    HttpResponse<String> answer = call("GET", path, "");

    assertThat(answer.statusCode()).isEqualTo(status);
    if (status == 200) {
      assertThat(answer.body()).isEqualTo("{\"items\":[]}");
    }
  }

  @Test
  void adminSeesReportsAndWhatIsNotKnown() throws Exception {
    String admin = web.node.tokens().issueForAdmin("test");

    assertThat(web.call("GET", "/api/v1/admin/flags", admin, "").body())
        .isEqualTo("{\"items\":[]}");
    assertThat(web.call("GET", "/api/v1/admin/unknown-activities", admin, "").body())
        .isEqualTo("{\"items\":[]}");
  }

  @Test
  void applauseIsForEverybodyToSee() throws Exception {
    String object = web.node.origin() + "/things/1";

    assertThat(web.call("GET", "/api/v1/applause?object=" + object, "", "").body())
        .isEqualTo("{\"announces\":0,\"answers\":0,\"emoji\":0,\"likes\":0}");
    assertThat(web.call("GET", "/api/v1/answers?object=" + object, "", "").body())
        .isEqualTo("{\"items\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, follow-requests/5/accept, 404, unknown_request",
    "POST, follow-requests/x/reject, 400, malformed_id",
    "DELETE, following/5, 404, not_following",
    "POST, following, 400, malformed_handle",
  })
  void whatIsNotThereIsToldApart(String method, String path, int status, String code)
      throws Exception {
    HttpResponse<String> answer = call(method, path, "{}");

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).getString("code")).isEqualTo(code);
  }

  @Test
  void membersOfTheSameNodeNeedNotFollowEachOther() throws Exception {
    HttpResponse<String> answer =
        call("POST", "following", "{\"handle\":\"bob@" + web.node.origin().authority() + "\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).getString("code")).isEqualTo("same_node");
  }
}
