package org.farthing.node.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.federation.TestPeer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An admin of the demo signs in by the link that it prints, and ends the month for all nodes. */
final class PlayedMonthEndTest {

  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpClient browser =
      HttpClient.newBuilder()
          .cookieHandler(new CookieManager())
          .followRedirects(Redirect.NORMAL)
          .build();

  @TempDir Path folder;

  @Test
  void monthOfTheDemoIsEndedOnAnAdminsPageForAllNodes() throws Exception {
    try (Play play = Play.of(demo(), folder, _ -> {})) {
      Play.Admin admin = play.admit().getFirst();
      String token = admin.link().getQuery().replaceFirst("^token=", "");
      send(admin.link(), "token=" + token + "&password=correct+horse+battery+staple&email=");
      flattrs(play, "bob", "https://alice.example/songs/9");
      play.list();
      assertThat(get(admin.link().resolve("/things")).body()).contains(">https://");
      assertThat(login(play, "bob").linkOrNull()).isNotNull();
      assertThat(login(play, admin.name()).linkOrNull()).isNull();
      URI end = admin.link().resolve("/admin/months/2026-11/end");

      HttpResponse<String> ended = send(end, "");

      assertThat(ended.body()).contains("The month is over on all nodes of the demo");
      assertThat(ended.body()).contains("This month is closed");
      assertThat(get(admin.link().resolve("/admin/months")).body())
          .contains("November 2026", "/admin/months/2026-12/end");
      assertThat(get(end).statusCode()).isEqualTo(200);
      assertThat(send(end, "").statusCode()).as("sent again").isEqualTo(200);
      assertThat(get(admin.link().resolve("/admin/months")).body())
          .contains("/admin/months/2026-12/end");

      String away = flattrsSomebodyWhoseNodeGoesDown(play);
      URI december = admin.link().resolve("/admin/months/2026-12");

      HttpResponse<String> waits = send(URI.create(december + "/end"), "");

      assertThat(waits.statusCode()).isEqualTo(200);
      assertThat(waits.body())
          .contains("The month is over, and the calendar of the demo has moved on")
          .contains("stands at January 4, 2027")
          .contains("It waits for " + away)
          .doesNotContain("Nothing was done");

      // By the end of the next one it has waited long enough.
      send(admin.link().resolve("/admin/months/2027-01/end"), "");
      awaitClosed(december);
    }
  }

  /** Bob gives to somebody at a node that nobody here has heard of, and that is gone at once. */
  private String flattrsSomebodyWhoseNodeGoesDown(Play play) throws Exception {
    try (TestPeer other = TestPeer.start()) {
      other.members.create("zoe", "Zoe");
      String host = other.ids.origin().authority();
      flattrs(play, "bob", "https://zoe.example/songs/1", "zoe@" + host);
      TestPeer.await("it is sent", () -> !other.handled.isEmpty());
      return host;
    }
  }

  private void awaitClosed(URI month) {
    TestPeer.await(
        "it is closed",
        () -> {
          try {
            return get(month).body().contains("This month is closed");
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static Scenario demo() throws Exception {
    try (InputStream json =
        Objects.requireNonNull(
            PlayedMonthEndTest.class.getResourceAsStream("/org/farthing/node/command/demo.json"))) {
      return ScenarioReader.read(json.readAllBytes());
    }
  }

  private static Play.Login login(Play play, String name) {
    return play.logins().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private void flattrs(Play play, String name, String thing) throws Exception {
    flattrs(play, name, thing, null);
  }

  private void flattrs(Play play, String name, String thing, @Nullable String creatorOrNull)
      throws Exception {
    String creator = creatorOrNull == null ? "" : ", \"creator\": \"" + creatorOrNull + "\"";
    Play.Login login = login(play, name);
    HttpResponse<String> answer =
        browser.send(
            HttpRequest.newBuilder(URI.create(login.origin() + "/api/v1/flattrs"))
                .header("Authorization", "Bearer " + login.token())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"url\":\"" + thing + "\"" + creator + "}"))
                .build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
  }

  private HttpResponse<String> get(URI page) throws Exception {
    return browser.send(
        HttpRequest.newBuilder(page).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  /** Opens a page and sends the form on it. */
  private HttpResponse<String> send(URI page, String fields) throws Exception {
    Matcher csrf = CSRF.matcher(get(page).body());
    String found = "";
    while (csrf.find()) {
      found = csrf.group(1);
    }
    String path = page.getPath();
    return browser.send(
        HttpRequest.newBuilder(page.resolve(path))
            .header("Accept", "text/html")
            .header("Content-Type", FORM)
            .POST(BodyPublishers.ofString("csrf=" + found + "&" + fields))
            .build(),
        BodyHandlers.ofString());
  }
}
