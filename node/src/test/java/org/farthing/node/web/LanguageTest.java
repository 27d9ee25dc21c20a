package org.farthing.node.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.farthing.node.account.Member;
import org.farthing.node.signin.TestSession;
import org.farthing.node.web.donor.AmountText;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LanguageTest {

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static HttpResponse<String> fees(String header, String value) throws Exception {
    return web.send(
        web.request("/about/fees")
            .header("Accept", WebFixture.BROWSER)
            .header(header, value)
            .GET());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "de | de",
        "de-AT,en;q=0.5 | de",
        "fr,de;q=0.8,en;q=0.5 | de",
        "en-GB,de;q=0.9 | en",
        "fr | en",
        ";;;q=x | en"
      })
  void speaksWhatTheBrowserPrefers(String preferred, String language) throws Exception {
    HttpResponse<String> page = fees("Accept-Language", preferred);

    assertThat(page.body()).contains("<html lang=\"" + language + "\">");
    assertThat(page.headers().firstValue("Vary").orElse("")).contains("Accept-Language");
  }

  @Test
  void choiceIsKeptAndLeadsBack() throws Exception {
    HttpResponse<String> chosen = web.page("/language/de?next=/about/fees");

    assertThat(chosen.statusCode()).isEqualTo(303);
    assertThat(chosen.headers().firstValue("Location")).hasValue("/about/fees");
    String cookie = chosen.headers().firstValue("Set-Cookie").orElseThrow();
    assertThat(cookie).contains("HttpOnly", "SameSite=Lax");
    assertThat(fees("Cookie", cookie.substring(0, cookie.indexOf(';'))).body())
        .contains("<html lang=\"de\">", "Gebühren");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//evil.example/", "https://evil.example/", "/\\evil.example"})
  void choiceLeadsToNoOtherSite(String next) throws Exception {
    HttpResponse<String> chosen =
        web.page("/language/de?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8));

    assertThat(chosen.headers().firstValue("Location")).hasValue("/me");
  }

  /** And are read again so. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"de | 2,00", "en | 2.00"})
  void amountsInFieldsAreWrittenAsInThatLanguage(String language, String amount) throws Exception {
    Member donor = web.aDonor("donor_" + language);
    HttpResponse<String> budget =
        web.send(
            web.request("/me/budget")
                .header("Accept", WebFixture.BROWSER)
                .header("Cookie", TestSession.of(web.setup, donor.id()).cookie())
                .header("Accept-Language", language)
                .GET());

    assertThat(budget.body()).contains("value=\"" + amount + "\"");
    assertThat(AmountText.parse(amount)).hasValue(2_000_000);
  }

  @Test
  void unknownLanguageIsRefused() throws Exception {
    assertThat(web.page("/language/tlh").statusCode()).isEqualTo(404);
  }

  @Test
  void errorsSpeakTheLanguageToo() throws Exception {
    assertThat(
            web.send(
                    web.request("/nothing-here")
                        .header("Accept", WebFixture.BROWSER)
                        .header("Accept-Language", "de")
                        .GET())
                .body())
        .contains("<html lang=\"de\">");
  }
}
