package org.farthing.node.social;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.farthing.protocol.activity.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<p>a <em>fine</em> song</p>             | <p>a <em>fine</em> song</p>",
        "<h2>Pennies <i>here</i></h2>            | <p><strong>Pennies <i>here</i></strong></p>",
        "<p style='color:red' onclick='x()'>a</p> | <p>a</p>",
        "<span class='mention x h-card'>a</span> | <span class=\"mention h-card\">a</span>",
        "<span class='evil'>a</span>             | <span>a</span>",
        "<div><table><tr><td>a</td></tr></table></div> | a",
        "a<img src='https://e.example/pixel.gif'>b | ab",
        "<ol start='3' reversed><li value='2'>a</li></ol> "
            + "| <ol start=\"3\" reversed><li value=\"2\">a</li></ol>",
        "a <script>alert(1)</script>b            | a b",
        "<a href='javascript:alert(1)'>a</a>     | a",
        "<a href=' JaVaScRiPt:alert(1)'>a</a>    | a",
        "<a href='data:text/html,x'>a</a>        | a",
        "<a href='/things/1'>a</a>               | a",
        "<svg><a xlink:href='javascript:x'>a</a></svg> | a",
      })
  void onlyWhatIsAllowedStays(String html, String expected) {
    assertThat(HtmlText.clean(html)).isEqualTo(expected);
  }

  @Test
  void linksAreToldNotToBeFollowed() {
    assertThat(
            HtmlText.clean(
                "<a href='https://e.example/?a=1&b=2' rel='me' target='_top'"
                    + " class='u-url mention'>e</a>"))
        .isEqualTo(
            "<a href=\"https://e.example/?a=1&amp;b=2\" class=\"u-url mention\""
                + " rel=\"nofollow noopener noreferrer\">e</a>");
  }

  @Test
  void plainTextIsShownAsItIs() {
    assertThat(HtmlText.fromPlain("1 < 2 & <b>\nso"))
        .isEqualTo("<p>1 &lt; 2 &amp; &lt;b&gt;<br>so</p>");
  }

  /** A parser would open each of them anew in each paragraph: millions of elements. */
  @ParameterizedTest
  @ValueSource(strings = {"<b x=%d>", "<B x=%d></u>", "<font size=%d>"})
  void whatLeavesVeryMuchOpenIsTakenForText(String tag) {
    StringBuilder html = new StringBuilder();
    for (int i = 0; i < 250; i++) {
      html.append(tag.formatted(i));
    }
    html.append("<p>x".repeat(10_000));

    assertThat(HtmlText.clean(html.toString())).startsWith("<p>&lt;").hasSizeLessThan(200_000);
  }

  @Test
  void whatIsLongerThanAnyPostIsRefused() {
    assertThatThrownBy(() -> HtmlText.clean("a".repeat(200_001)))
        .isInstanceOfSatisfying(
            ProtocolException.class, fault -> assertThat(fault.code()).isEqualTo("too_large"));
  }
}
