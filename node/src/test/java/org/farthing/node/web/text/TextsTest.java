package org.farthing.node.web.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import org.farthing.node.account.Member;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.donor.DonorBrowser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TextsTest {

  private static final String PRIVACY = "/admin/texts/privacy";

  private WebFixture web;
  private DonorBrowser admin;

  @BeforeEach
  void start() {
    web = WebFixture.start();
    Member ruth = web.node.members().create("ruth", "Ruth");
    web.node.members().setAdmin(ruth.id(), true);
    admin = new DonorBrowser(web, ruth);
  }

  @AfterEach
  void stop() {
    web.close();
  }

  @Test
  void standardTextsAreShownAndLinkedFromEveryPage() throws Exception {
    assertThat(web.page("/").body()).contains("href=\"/about/privacy\"", "href=\"/about/terms\"");
    assertThat(web.page("/about/privacy").body())
        .contains("Only a click gives", "<p>Who runs localhost");
    assertThat(web.page("/about/terms").body()).contains("three days after the month’s end");
  }

  @Test
  void whatAnAdminWritesIsShownInertWithItsParagraphs() throws Exception {
    String body = "First <b>& second</b>.\r\n\r\nSee https://example.org/rules.";

    assertThat(admin.isLedTo(PRIVACY, Map.of("body", body, "reason", "our own")))
        .isEqualTo("303 /admin/texts?done=text");

    assertThat(web.page("/about/privacy").body())
        .contains(
            "<p>First &lt;b&gt;&amp; second&lt;/b&gt;.</p>",
            "href=\"https://example.org/rules\"",
            "Written on November 5, 2026.")
        .doesNotContain("Only a click gives");
    assertThat(admin.reads("/admin/texts?done=text")).contains("The text is written.");
    assertThat(web.node.audit().newest(new AuditLog.Filter("", "text-change"), null, 10))
        .singleElement()
        .satisfies(entry -> assertThat(entry.subject()).isEqualTo("node:text:privacy"));
  }

  @Test
  void emptyTextGoesBackToTheStandardOne() throws Exception {
    admin.isLedTo(PRIVACY, Map.of("body", "Ours.", "reason", "our own"));

    admin.isLedTo(PRIVACY, Map.of("body", " ", "reason", "back"));

    assertThat(web.page("/about/privacy").body()).contains("Only a click gives");
  }

  @Test
  void longestTextIsTakenAndALongerOneIsRefusedAndKept() throws Exception {
    String longest = "ü".repeat(50_000);

    assertThat(admin.isLedTo(PRIVACY, Map.of("body", longest, "reason", "long"))).startsWith("303");
    HttpResponse<String> refused =
        admin.sends(PRIVACY, Map.of("body", longest + "!", "reason", "long"));

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("more than 50,000 characters", "ü!</textarea>");
    assertThat(web.page("/about/privacy").body()).contains("ü</p>");
  }

  @Test
  void membersWhoAreNoAdminsWriteNothing() throws Exception {
    DonorBrowser member = new DonorBrowser(web, web.node.members().create("ada", "Ada"));

    assertThat(member.sends(PRIVACY, Map.of("body", "x", "reason", "y")).statusCode())
        .isEqualTo(403);
    assertThat(admin.opens("/admin/texts/nothing").statusCode()).isEqualTo(404);
  }
}
