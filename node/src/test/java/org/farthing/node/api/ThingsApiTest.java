package org.farthing.node.api;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import javax.xml.parsers.DocumentBuilderFactory;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

final class ThingsApiTest {

  private static final String HOSTILE =
      "<script>alert(1)</script>\\\"'><img src=x onerror=alert(1)>";

  private static WebFixture web;
  private static String token = "";
  private static String others = "";

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    token = web.tokenOf(web.node.members().create("bob", "Bob & Co"));
    others = web.tokenOf(web.node.members().create("eve", "Eve"));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpResponse<String> call(String method, String path, String body)
      throws Exception {
    return web.call(method, "/api/v1/things" + path, token, body);
  }

  private static JsonObject json(HttpResponse<String> answer) {
    return Json.createReader(new StringReader(answer.body())).readObject();
  }

  private static String added(String body) throws Exception {
    HttpResponse<String> answer = call("POST", "", body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    return "/" + json(answer).getString("id");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"title\": \"\"                                    | title",
        "\"title\": null                                    | title",
        "\"summary\": \"two\\nlines\"                       | summary",
        "\"tags\": \"music\"                                | tags",
        "\"tags\": [1]                                      | tags",
        "\"tags\": [\"two words\"]                          | tags",
        "\"tags\": [\"2026\"]                               | tags",
        "\"tags\": [\"#\"]                                  | tags",
        "\"tags\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\",\"g\",\"h\",\"i\",\"j\",\"k\"] | tags",
        "\"language\": \"not a language\"                   | language",
        "\"language\": 7                                    | language",
        "\"image\": \"javascript:alert(1)\"                 | image",
        "\"image\": \"/cover.jpg\"                          | image",
        "\"alt\": \"an image that is not there\"            | alt",
        "\"listed\": \"yes\"                                | listed",
        "\"text\": \"of what stands elsewhere\"             | text",
      })
  void fieldIsRefusedWithItsCodeAndNothingIsStored(String field, String name) throws Exception {
    String url = "\"url\": \"https://bob.example/refused\"";
    String title = field.contains("\"title\"") ? "" : "\"title\": \"T\", ";

    HttpResponse<String> answer = call("POST", "", "{" + title + url + ", " + field + "}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).getString("code")).isEqualTo("malformed_" + name);
    assertThat(json(answer).getString("pointer")).isEqualTo("/" + name);
    assertThat(web.node.things().find("https://bob.example/refused")).isEmpty();
  }

  @Test
  void changeNamesWhatChangesAndNullTakesAway() throws Exception {
    String thing =
        added("{\"title\":\"T\",\"text\":\"Text.\",\"summary\":\"S\",\"tags\":[\"#a\"]}");

    HttpResponse<String> changed = call("PATCH", thing, "{\"summary\":null,\"title\":\"U\"}");
    HttpResponse<String> refused =
        call("PATCH", thing, "{\"title\":\"V\",\"pinned\":true,\"language\":\"??\"}");
    JsonObject now = json(call("GET", thing, ""));

    assertThat(changed.statusCode()).isEqualTo(200);
    assertThat(json(changed)).isEqualTo(now);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(now.getString("title")).isEqualTo("U");
    assertThat(now.getString("text")).isEqualTo("Text.");
    assertThat(now.getJsonArray("tags").getString(0)).isEqualTo("a");
    assertThat(now).doesNotContainKey("summary");
    assertThat(now.getBoolean("pinned")).isFalse();
  }

  @Test
  void onlyItsCreatorChangesAndWithdrawsAThing() throws Exception {
    String thing = added("{\"title\":\"Mine\",\"text\":\"Mine alone.\"}");

    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      HttpResponse<String> answer = web.call(method, "/api/v1/things" + thing, others, "{}");
      assertThat(answer.statusCode()).as(method).isEqualTo(404);
      assertThat(json(answer).getString("code")).isEqualTo("unknown_thing");
    }
    assertThat(call("DELETE", thing, "").statusCode()).isEqualTo(200);
    assertThat(call("DELETE", thing, "").statusCode()).isEqualTo(200);
    assertThat(json(call("PATCH", thing, "{\"title\":\"New\"}")).getString("code"))
        .isEqualTo("withdrawn");
    HttpResponse<String> click =
        web.call(
            "POST",
            "/api/v1/flattrs",
            others,
            "{\"url\":\"" + web.node.origin() + "/things" + thing + "\"}");
    assertThat(click.statusCode()).isEqualTo(409);
    assertThat(json(click).getString("code")).isEqualTo("withdrawn");
  }

  @Test
  void fiveArePinnedAndNoMore() throws Exception {
    for (int i = 0; i < 5; i++) {
      String thing = added("{\"title\":\"T\",\"url\":\"https://bob.example/pin/" + i + "\"}");
      assertThat(call("PATCH", thing, "{\"pinned\":true}").statusCode()).isEqualTo(200);
    }
    String sixth = added("{\"title\":\"T\",\"url\":\"https://bob.example/pin/6\"}");

    HttpResponse<String> answer = call("PATCH", sixth, "{\"pinned\":true,\"title\":\"U\"}");

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(json(answer).getString("code")).isEqualTo("too_many_pinned");
    assertThat(json(call("GET", sixth, "")).getString("title")).isEqualTo("T");
  }

  @Test
  void hostileContentIsInertOnThePageAndInTheFeed() throws Exception {
    String thing =
        added(
            """
            {"title": "%1$s", "summary": "%1$s", "text": "%1$s\\n\\nhttps://x.example/\\"onclick=",
             "image": "https://x.example/a.png", "alt": "%1$s"}
            """
                .formatted(HOSTILE));

    String page = web.page("/things" + thing).body();
    String feed = web.get("/users/bob/things.atom", "*/*").body();

    assertThat(page)
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("<meta name=\"fediverse:creator\" content=\"@bob@")
        .contains("<meta property=\"og:image\" content=\"https://x.example/a.png\">")
        .contains("<a href=\"https://x.example/\" rel=\"nofollow noopener\">")
        .doesNotContain("<script", "<img", "javascript:")
        .doesNotContainPattern("<[^>\"]* on[a-z]+=");
    assertThat(feed).contains("&amp;lt;script").doesNotContain("<script", "<img");
  }

  @Test
  void feedNamesPaymentLinksThatDoNotRedirectAndIsSentOnce() throws Exception {
    String thing = added("{\"title\":\"Fed & fine\",\"url\":\"https://bob.example/fed?a&b\"}");
    String hidden =
        added("{\"title\":\"T\",\"url\":\"https://bob.example/hidden\",\"listed\":false}");

    HttpResponse<String> feed = web.get("/users/bob/things.atom", "*/*");
    HttpResponse<String> again =
        web.send(
            web.request("/users/bob/things.atom")
                .header("If-None-Match", feed.headers().firstValue("ETag").orElseThrow()));

    Document xml =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(feed.body().getBytes(StandardCharsets.UTF_8)));
    Element newest = (Element) xml.getElementsByTagName("entry").item(0);
    Element payment = (Element) newest.getElementsByTagName("link").item(1);
    assertThat(newest.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo("Fed & fine");
    assertThat(payment.getAttribute("rel")).isEqualTo("payment");
    assertThat(payment.getAttribute("href")).isEqualTo(web.node.origin() + "/things" + thing);
    assertThat(web.page("/things" + thing).statusCode()).isEqualTo(200);
    assertThat(feed.body()).doesNotContain("hidden");
    assertThat(web.page("/things" + hidden).statusCode()).isEqualTo(200);
    assertThat(again.statusCode()).isEqualTo(304);
  }
}
