package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PagesTest {

  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
  private static final Pattern STYLESHEET =
      Pattern.compile("<link rel=\"stylesheet\" href=\"(/assets/[0-9a-f]{16}/farthing\\.css)\">");

  private static WebFixture web;
  private static long thing;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    var bob = web.node.members().create("bob", HOSTILE);
    thing =
        web.node
            .things()
            .register("https://bob.example/?a='&b=%22%3E%3Cscript%3E", HOSTILE, bob.id(), "bob")
            .id();
    web.node.members().create("ada", "Ada");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/about/fees", "/users/bob", "/users/ada", "/things/1", "/nope", "/set-up"})
  void pageIsWholeWithoutScriptOrStyleOfItsOwn(String path) throws Exception {
    HttpResponse<String> answer = web.page(path);

    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(answer.body().strip())
        .startsWith("<!doctype html>")
        .endsWith("</html>")
        .contains(
            "<html lang=\"en\">",
            "<a class=\"skip\" href=\"#content\">",
            "<main id=\"content\">",
            "name=\"viewport\"",
            "Play money.")
        .containsPattern("<title>[^<]+</title>")
        .containsOnlyOnce("<h1")
        .doesNotContain("<script", "<style", " style=", "<img", "javascript:")
        .doesNotContainPattern("<[^>\"]* on[a-z]+=");
    assertThat(answer.body().length()).isLessThan(100_000);
  }

  @Test
  void stylesheetIsKeptForEver() throws Exception {
    Matcher link = STYLESHEET.matcher(web.page("/").body());
    assertThat(link.find()).isTrue();

    HttpResponse<String> css = web.get(link.group(1), "text/css");

    assertThat(css.statusCode()).isEqualTo(200);
    assertThat(css.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(css.body()).contains("--ink", "--arrived", "prefers-color-scheme: dark");
  }

  @Test
  void hostileNamesAndAddressesAreShownInert() throws Exception {
    String inert = "&lt;script&gt;alert(1)&lt;/script&gt;";

    assertThat(web.page("/users/bob").body()).contains(inert);
    assertThat(web.page("/things/" + thing).body())
        .contains(inert)
        .contains("href=\"https://bob.example/?a=&#39;&amp;b=%22%3E%3Cscript%3E\"");
  }

  @Test
  void memberIsPageForPeopleAndActorForServers() throws Exception {
    HttpResponse<String> page = web.page("/users/bob");
    HttpResponse<String> actor = web.get("/users/bob", "application/activity+json");

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Vary")).hasValue("Accept, Accept-Language, Cookie");
    assertThat(page.body())
        .contains(
            "<link rel=\"alternate\" type=\"application/activity+json\" href=\""
                + web.node.origin()
                + "/users/bob\">")
        .contains("bob@" + web.node.origin().authority());
    assertThat(actor.headers().firstValue("Content-Type")).hasValue("application/activity+json");
    assertThat(actor.body()).contains("\"type\":\"Person\"");
  }

  @Test
  void thingIsPageForPeopleAndObjectForServers() throws Exception {
    HttpResponse<String> page = web.page("/things/" + thing);
    HttpResponse<String> object = web.get("/things/" + thing, "application/activity+json");

    assertThat(page.headers().firstValue("Vary")).hasValue("Accept, Accept-Language, Cookie");
    assertThat(page.body()).contains("Fewer than 5 flattrs");
    assertThat(object.headers().firstValue("Content-Type")).hasValue("application/activity+json");
    assertThat(object.headers().firstValue("Vary")).hasValue("Accept");
    assertThat(object.body())
        .contains("\"id\":\"" + web.node.origin() + "/things/" + thing + "\"")
        .contains("\"type\":\"Page\"")
        .contains("\"attributedTo\":\"" + web.node.origin() + "/users/bob\"")
        .contains("\"published\":\"2026-11-05T10:00:00Z\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/things/999999", "/things/0", "/things/x", "/users/nobody", "/nope"})
  void whatIsNotThereIsPageThatHelps(String path) throws Exception {
    HttpResponse<String> page = web.page(path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("To the front page", "Perhaps the address is mistyped");
  }

  @Test
  void thingThatIsNobodysHasNoPage() throws Exception {
    long nobodys = web.node.creators().declare("https://nobody.example/", null).id();

    assertThat(web.page("/things/" + nobodys).statusCode()).isEqualTo(404);
  }

  @Test
  void memberWithoutThingsSaysSo() throws Exception {
    assertThat(web.page("/users/ada").body())
        .contains("No things yet.")
        .doesNotContain("/me/creator/things/new");
  }

  @Test
  void manyThingsAreCutShortAndSaySo() throws Exception {
    var carol = web.node.members().create("carol", "Carol");
    for (int i = 0; i <= 100; i++) {
      web.node.things().register("https://carol.example/" + i, null, carol.id(), "carol");
    }

    assertThat(web.page("/users/carol").body())
        .contains("https://carol.example/100", "These are the newest 100.")
        .doesNotContain("https://carol.example/0<");
  }

  @Test
  void feesAreWorkedOutWithTheNodesOwn() throws Exception {
    assertThat(web.page("/about/fees").body().replace('\u00a0', ' '))
        .contains("10 % here", "0.50 XTS", "0.45 XTS", "0.05 XTS");
  }

  @Test
  void headIsAnsweredAndOtherMethodsAreRefused() throws Exception {
    HttpResponse<String> head = web.send(web.request("/").HEAD());
    HttpResponse<String> post = web.send(web.request("/").POST(BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(post.statusCode()).isEqualTo(405);
    assertThat(post.headers().firstValue("Allow")).hasValue("GET, HEAD");
  }
}
