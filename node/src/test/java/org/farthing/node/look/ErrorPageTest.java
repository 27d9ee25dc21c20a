package org.farthing.node.look;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.farthing.protocol.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ErrorPageTest {

  private final Pages pages = new Pages("n.example", CurrencyUnit.EUR, false, new Assets());

  @ParameterizedTest
  @CsvSource({
    "403, Follow a link meant for you",
    "404, Perhaps the address is mistyped",
    "405, This address is for programs",
    "409, Go back and look",
    "500, Nothing was changed halfway",
    "503, Try again in a minute"
  })
  void errorSaysWhatToDoNow(int status, String hint) {
    assertThat(pages.render(Locale.ENGLISH, status, "a_code", "Title", "Detail"))
        .contains("<h1>Title</h1>", "Detail", hint, "Error " + status, "To the front page");
  }

  @Test
  void whatIsSaidIsShownInert() {
    assertThat(pages.render(Locale.ENGLISH, 400, "a_code", "<script>", "\"><img>"))
        .contains("&lt;script&gt;", "&gt;&lt;img&gt;")
        .doesNotContain("<script", "<img");
  }

  @Test
  void detailThatSaysNoMoreThanTheTitleIsLeftOut() {
    assertThat(pages.render(Locale.ENGLISH, 404, "a_code", "Nothing here", "Nothing here."))
        .doesNotContain("Nothing here.");
  }

  @Test
  void errorIsToldInGermanByItsCode() {
    assertThat(pages.render(Locale.GERMAN, 410, "withdrawn", "This was withdrawn", "Its creator."))
        .contains("<h1>Das wurde zurückgezogen</h1>", "lang=\"de\">Wer es gemacht hat")
        .doesNotContain("Its creator");
  }

  @Test
  void detailThatHoldsAValueStaysEnglishAndSaysSo() {
    assertThat(
            pages.render(Locale.GERMAN, 500, "internal_error", "It broke", "The reference is 7."))
        .contains("<h1>Hier ist etwas", "<p class=\"lead\" lang=\"en\">The reference is 7.</p>");
  }

  @Test
  void unknownCodeIsToldByItsStatus() {
    assertThat(pages.render(Locale.GERMAN, 404, "no_such_code", "Nothing", "Nothing."))
        .contains("<h1>Das gibt es hier nicht</h1>")
        .doesNotContain("Nothing");
  }
}
