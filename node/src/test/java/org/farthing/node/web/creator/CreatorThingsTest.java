package org.farthing.node.web.creator;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.ElsewhereOnTheWeb;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What creators register and show to be theirs, by their pages. */
final class CreatorThingsTest {

  private static final String HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

  private static WebFixture web;
  private static DonorBrowser browser;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    browser = new DonorBrowser(web, web.aCreator("bob", "https://bob.example/song"));
  }

  @AfterAll
  static void stop() {
    assertThat(web.node.check()).isEmpty();
    web.close();
  }

  private static DonorBrowser newcomer(String name) {
    return new DonorBrowser(web, web.node.members().create(name, name));
  }

  @Test
  void thingIsRegisteredOnceChangedAndWithdrawn() throws Exception {
    DonorBrowser tom = newcomer("tom");
    Map<String, String> form =
        Map.of(
            "url",
            "https://tom.example/a",
            "title",
            "One",
            "tags",
            "music, #live",
            "listed",
            "yes");

    String first = tom.isLedTo("/me/creator/things/new", form);
    String second = tom.isLedTo("/me/creator/things/new", form);

    assertThat(first).startsWith("303 /me/creator/things/").endsWith("?done=registered");
    String thing = first.substring(4, first.indexOf('?'));
    assertThat(second).isEqualTo("303 " + thing + "?done=known");
    assertThat(tom.reads(thing)).contains("value=\"One\"", "value=\"music, live\"", "Pin it");
    assertThat(
            tom.isLedTo(
                thing, Map.of("title", "Two", "summary", "New", "language", "de", "pinned", "yes")))
        .isEqualTo("303 " + thing + "?done=changed");
    assertThat(tom.reads("/me/creator/things")).contains("Two", "pinned", "not listed");
    assertThat(tom.reads(thing + "/withdraw")).contains("Withdraw this for good?", "Two");
    HttpResponse<String> stale = tom.sends(thing + "/withdraw", Map.of("csrf", "stale"));
    assertThat(stale.statusCode()).isEqualTo(409);
    assertThat(stale.body()).contains("please send it again", "Withdraw this for good?");
    assertThat(tom.isLedTo(thing + "/withdraw", Map.of()))
        .isEqualTo("303 /me/creator/things?done=withdrawn");
    assertThat(tom.isLedTo(thing + "/withdraw", Map.of()))
        .isEqualTo("303 /me/creator/things?done=withdrawn");
    assertThat(tom.reads("/me/creator/things")).contains("No things yet");
    assertThat(tom.reads("/users/tom"))
        .contains("This is your page.", "/me/creator/things/new", "Register the first one");
    assertThat(tom.sends("/me/creator/things/new", form).body())
        .contains("You have withdrawn this thing");
    assertThat(browser.opens(thing).statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url      | javascript:alert(1)   | Write the whole address
          url      | https://bob.example/song | Another member of this node
          title    | ''                    | Write a title
          tags     | 123                   | At most 10 tags
          language | english language      | Write a language as a tag
          image    | data:image/png,x      | The image is an address
          alt      | without an image      | The description goes with an image
          """)
  void wrongFieldOfAThingIsRefusedAndWhatWasTypedIsKept(String field, String typed, String text)
      throws Exception {
    DonorBrowser una = newcomer("una" + Integer.toUnsignedString((field + typed).hashCode()));
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "url", "https://una.example/a", "title", HOSTILE, "summary", "kept", "tags", "a"));
    form.put(field, typed);

    HttpResponse<String> answer = una.sends("/me/creator/things/new", form);

    assertThat(answer.statusCode()).isBetween(400, 409);
    assertThat(answer.body())
        .contains(text, "href=\"#" + field + "\"", "value=\"kept\"")
        .doesNotContain("<script>alert", "href=\"javascript:");
    assertThat(una.reads("/me/creator/things")).contains("No things yet");
  }

  @Test
  void siteIsShownToBeTheirsByTheSnippetOnThePage() throws Exception {
    try (ElsewhereOnTheWeb site = new ElsewhereOnTheWeb().pageWith("/")) {
      DonorBrowser vera = newcomer("vera");
      String where = site.authority();

      assertThat(vera.isLedTo("/me/creator/elsewhere", Map.of("kind", "site", "what", where)))
          .startsWith("303 /me/creator/elsewhere?done=added#i");
      String page = vera.reads("/me/creator/elsewhere");
      assertThat(page)
          .contains(where, "not shown yet", "Nobody has looked yet")
          .contains("&lt;link rel=\"me\" href=\"" + web.node.origin() + "/users/vera\"&gt;");
      Matcher check =
          Pattern.compile("action=\"(/me/creator/elsewhere/\\d+)/check\"").matcher(page);
      assertThat(check.find()).isTrue();

      assertThat(vera.isLedTo(check.group(1) + "/check", Map.of())).contains("?done=missing#i");
      assertThat(vera.reads("/me/creator/elsewhere"))
          .contains("It was not found the last time", "does not link");
      site.pageWith("/", "<link rel=\"me\" href=\"" + web.node.origin() + "/users/vera\">");
      assertThat(vera.isLedTo(check.group(1) + "/check", Map.of())).contains("?done=proved#i");
      assertThat(vera.reads("/me/creator/elsewhere"))
          .contains("It links your page here with rel=", "Since ");

      assertThat(
              browser.sends("/me/creator/elsewhere", Map.of("kind", "site", "what", where)).body())
          .contains("Another member of this node", "value=\"" + where + "\"");
      assertThat(browser.sends(check.group(1) + "/check", Map.of()).statusCode()).isEqualTo(404);
      for (String act : List.of("/check", "/remove")) {
        HttpResponse<String> stale = vera.sends(check.group(1) + act, Map.of("csrf", "stale"));
        assertThat(stale.statusCode()).isEqualTo(409);
        assertThat(stale.body()).contains("please send it again", where);
      }
      assertThat(vera.isLedTo(check.group(1) + "/remove", Map.of())).endsWith("?done=removed");
      assertThat(vera.isLedTo(check.group(1) + "/remove", Map.of())).endsWith("?done=removed");
      assertThat(vera.reads("/me/creator/elsewhere")).doesNotContain(where);
    }
  }

  @ParameterizedTest
  @CsvSource({"site, 'no site <script>'", "url, javascript:alert(1)", "actor, @nobody", "page, ''"})
  void whatIsNothingToShowIsRefusedAndKept(String kind, String typed) throws Exception {
    DonorBrowser wim = newcomer("wim" + Integer.toUnsignedString((kind + typed).hashCode()));

    HttpResponse<String> answer =
        wim.sends("/me/creator/elsewhere", Map.of("kind", kind, "what", typed));

    assertThat(answer.statusCode()).isBetween(400, 503);
    assertThat(answer.body()).contains("href=\"#what\"").doesNotContain("<script>");
  }
}
