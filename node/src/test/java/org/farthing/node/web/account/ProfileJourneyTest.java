package org.farthing.node.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProfileJourneyTest {

  private static final String PATH = "/me/profile";
  private static final Map<String, String> ADA =
      Map.of(
          "name", "Ada L.",
          "bio", "I write.\r\n\r\nAnd count.",
          "label-1", "Site",
          "value-1", "https://ada.example/",
          "label-3", "Pronouns",
          "value-3", "she",
          "discoverable", "yes",
          "likes", "yes");

  private static WebFixture web;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @Test
  void profileIsChangedAndSeenByOthers() throws Exception {
    Member ada = web.aCreator("ada", "https://ada.example/notes");
    DonorBrowser browser = new DonorBrowser(web, ada);
    assertThat(web.page("/things").body()).doesNotContain("A thing of ada");

    assertThat(browser.isLedTo(PATH, ADA)).isEqualTo("303 /me/profile?saved");

    assertThat(browser.reads(PATH + "?saved"))
        .contains("Saved.", "value=\"Ada L.\"", "value=\"she\"")
        .containsPattern("id=\"discoverable\"[^>]*checked")
        .containsPattern("id=\"likes\"[^>]*checked")
        .doesNotContainPattern("id=\"indexable\"[^>]*checked");
    assertThat(web.page("/users/ada").body())
        .contains("Ada L.", "I write.", "And count.", "Pronouns", "https://ada.example/");
    assertThat(web.page("/things").body()).contains("A thing of ada");
    assertThat(web.call("GET", "/api/v1/likes", web.tokenOf(ada), "").body())
        .contains("\"likesAreFlattrs\":true");
  }

  @Test
  void whatIsNotTickedIsTakenBack() throws Exception {
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create("bea", "Bea"));
    browser.isLedTo(PATH, ADA);

    browser.isLedTo(PATH, Map.of("name", "Bea"));

    assertThat(browser.reads(PATH)).contains("value=\"Bea\"").doesNotContain("checked", "Pronouns");
  }

  @ParameterizedTest
  @CsvSource({
    "name, '', A name to show has 1 to 200 characters",
    "icon, 'javascript:alert(1)', Write an address that begins with https",
    "value-1, '', Each line needs both"
  })
  void whatCannotBeIsRefusedAtItsFieldAndTheRestIsKept(String field, String typed, String why)
      throws Exception {
    String name = "cy" + field.charAt(0);
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create(name, "Cy"));
    Map<String, String> form = new java.util.HashMap<>(ADA);
    form.put(field, typed);

    HttpResponse<String> answer = browser.sends(PATH, form);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains(why, "And count.", "value=\"Pronouns\"");
    assertThat(browser.reads(PATH)).contains("value=\"Cy\"").doesNotContain("Pronouns");
  }

  @Test
  void formWithoutItsTokenChangesNothingAndIsShownAgain() throws Exception {
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create("dot", "Dot"));
    Map<String, String> form = new java.util.HashMap<>(ADA);
    form.put("csrf", "stale");

    HttpResponse<String> answer = browser.sends(PATH, form);

    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("please send it again", "value=\"Ada L.\"");
    assertThat(browser.reads(PATH)).contains("value=\"Dot\"");
  }

  @Test
  void hostileTextIsInert() throws Exception {
    DonorBrowser browser = new DonorBrowser(web, web.node.members().create("eve", "Eve"));
    String hostile = "\"><script>alert(1)</script>";

    browser.isLedTo(
        PATH, Map.of("name", hostile, "bio", hostile, "label-1", hostile, "value-1", hostile));

    assertThat(browser.reads(PATH)).contains("&lt;script&gt;").doesNotContain("<script>alert");
    assertThat(web.page("/users/eve").body()).doesNotContain("<script>alert");
  }
}
