package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.YearMonth;
import java.util.zip.GZIPInputStream;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.settlement.CloseStage;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checking proofs on a page, as its form sends them. */
final class ProofPageTest {

  private static final String SONG = "https://bob.example/song";

  private static WebFixture web;
  private static String proof;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    web.aCreator("bob", SONG);
    Member ada = web.aDonor("ada");
    if (!(web.node.flattrs().record(ada.id(), SONG, false) instanceof RecordOutcome.Recorded it)) {
      throw new IllegalStateException("The flattr was refused.");
    }
    web.calendar.set(Instant.parse("2026-12-06T00:00:00Z"));
    web.node.monthClose().advance(YearMonth.of(2026, 11), CloseStage.CLOSED);
    proof = new String(web.node.proofs().given(ada.id(), it.flattr().id()), StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpResponse<String> send(String type, String body) throws Exception {
    return web.send(
        web.request("/verify")
            .header("Accept", WebFixture.BROWSER)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofString(body)));
  }

  private static String checked(String text) throws Exception {
    return shown(send("text/plain", "text=" + text + "\r\n").body());
  }

  /** Without the words that browsers which check themselves find in the page. */
  private static String shown(String page) {
    Document document = Jsoup.parse(page);
    document.select("template").remove();
    return document.outerHtml();
  }

  @Test
  void pageItselfLetsNothingBeSentButByItsForms() throws Exception {
    HttpResponse<String> page = web.send(web.request("/verify").GET());

    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "script-src 'self';")
        .doesNotContain("connect-src", "unsafe");
    assertThat(page.body()).doesNotContain("<script>").contains("/proof/page.js\"");
  }

  @Test
  void scriptsAndStyleSheetComeShorterToWhoeverTakesThat() throws Exception {
    String page = web.send(web.request("/verify").GET()).body();
    String script = Jsoup.parse(page).select("script").attr("src");

    HttpResponse<String> whole = web.send(web.request(script).GET());
    HttpResponse<byte[]> shorter;
    try (HttpClient client = HttpClient.newHttpClient()) {
      shorter =
          client.send(
              web.request(script).header("Accept-Encoding", "br, gzip").GET().build(),
              BodyHandlers.ofByteArray());
    }

    assertThat(whole.headers().firstValue("Content-Encoding")).isEmpty();
    assertThat(shorter.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(shorter.headers().firstValue("Vary")).hasValue("Accept-Encoding");
    assertThat(new GZIPInputStream(new ByteArrayInputStream(shorter.body())).readAllBytes())
        .isEqualTo(whole.body().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void trueProofHoldsTogether() throws Exception {
    assertThat(checked(proof)).contains("It holds together").doesNotContain("This proves nothing");
  }

  @Test
  void changedProofProvesNothing() throws Exception {
    String changed = proof.replace("2026-11", "2026-10");

    assertThat(changed).isNotEqualTo(proof);
    assertThat(checked(changed)).contains("This proves nothing").doesNotContain("holds together");
  }

  @Test
  void reasonIsToldInTheLanguageOfTheReader() throws Exception {
    HttpResponse<String> german =
        web.send(
            web.request("/verify")
                .header("Accept", WebFixture.BROWSER)
                .header("Accept-Language", "de")
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString("text= " + proof.replace(":", ": "))));

    assertThat(shown(german.body())).contains("Unterwegs wurde etwas geändert", "not_canonical");
    assertThat(checked("nonsense")).contains("Paste the whole file", "not_json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "[]", "nonsense", "{\"a\":1,\"a\":2}", "<script>alert(1)</script>"})
  void whatIsNoProofIsToldAndShownInert(String text) throws Exception {
    assertThat(checked(text)).contains("This proves nothing").doesNotContain("<script>alert");
  }

  @Test
  void nothingSentAsksAgain() throws Exception {
    assertThat(send("text/plain", "text=\r\n").statusCode()).isEqualTo(400);
  }

  @Test
  void tooMuchIsRefusedAndNoFault() throws Exception {
    assertThat(send("text/plain", "text=" + "9".repeat(2_000_000)).statusCode()).isIn(200, 413);
  }

  @Test
  void otherFormsAreNotRead() throws Exception {
    assertThat(send("application/x-www-form-urlencoded", "text=x").statusCode()).isEqualTo(415);
  }
}
