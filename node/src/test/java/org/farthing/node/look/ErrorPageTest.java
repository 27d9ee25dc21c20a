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
    assertThat(pages.render(Locale.ENGLISH, status, "Title", "Detail"))
        .contains(
            "<h1 lang=\"en\">Title</h1>", "Detail", hint, "Error " + status, "To the front page");
  }

  @Test
  void whatIsSaidIsShownInert() {
    assertThat(pages.render(Locale.ENGLISH, 400, "<script>", "\"><img>"))
        .contains("&lt;script&gt;", "&gt;&lt;img&gt;")
        .doesNotContain("<script", "<img");
  }

  @Test
  void detailThatSaysNoMoreThanTheTitleIsLeftOut() {
    assertThat(pages.render(Locale.ENGLISH, 404, "Nothing here", "Nothing here."))
        .doesNotContain("Nothing here.");
  }
}
