package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.farthing.node.account.Member;
import org.farthing.node.web.WebFixture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may see an admin's pages, and what holds for all of them. */
final class AdminPagesTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static WebFixture web;
  private static AdminBrowser admin;
  private static AdminBrowser member;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    admin = AdminBrowser.ofAdmin(web, "root_of_all");
    member = AdminBrowser.of(web, web.node.members().create("mia", "Mia"));
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin",
        "/admin/deposits",
        "/admin/deposits/new",
        "/admin/payments",
        "/admin/payments/new",
        "/admin/payments/overpaid",
        "/admin/payments/orders",
        "/admin/months",
        "/admin/months/2026-10",
        "/admin/months/2026-10/close",
        "/admin/peers",
        "/admin/deliveries",
        "/admin/deliveries/nobody.example",
        "/admin/members",
        "/admin/members/mia",
        "/admin/members/mia/link",
        "/admin/members/mia/admin",
        "/admin/invite",
        "/admin/blocks",
        "/admin/blocks/new",
        "/admin/blocks/import",
        "/admin/reports",
        "/admin/audit",
        "/admin/settings"
      })
  void everyPageIsThereForAdminsAndForNobodyElse(String path) throws Exception {
    HttpResponse<String> answer = admin.opens(path);

    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    assertThat(answer.body().strip())
        .startsWith("<!doctype html>")
        .endsWith("</html>")
        .containsOnlyOnce("<h1")
        .contains("aria-current=\"page\"", "href=\"/admin/audit\"")
        .doesNotContain("<script", " style=", "??", "{0}", "{1}");
    assertThat(member.opens(path).statusCode()).isEqualTo(403);
    assertThat(web.page(path).statusCode()).isEqualTo(303);
    assertThat(web.page(path).headers().firstValue("Location").orElseThrow())
        .startsWith("/sign-in");
  }

  @ParameterizedTest
  @CsvSource({
    "/admin/check, ''",
    "/admin/invite, ''",
    "/admin/deposits/new, mia",
    "/admin/members/mia/admin, ''",
    "/admin/members/mia/link, ''",
    "/admin/months/2026-10/close, ''",
    "/admin/blocks/new, ''"
  })
  void memberCanSendNoForm(String path, String name) throws Exception {
    assertThat(
            member
                .sends(
                    path,
                    Map.of(
                        "to", "admin",
                        "member", name,
                        "amount", "5",
                        "reference", "stolen",
                        "domain", "x.example",
                        "severity", "suspend",
                        "reason", "because"))
                .statusCode())
        .isEqualTo(403);
    assertThat(web.node.audit().since(Instant.EPOCH))
        .noneMatch(it -> it.subject().contains("x.example"));
    assertThat(member.opens("/admin").statusCode()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/admin/nope",
        "/admin/members/nobody",
        "/admin/members/nobody/link",
        "/admin/deposits/x/reverse",
        "/admin/deposits/00000000-0000-0000-0000-000000000000/reverse",
        "/admin/payments/99/match",
        "/admin/payments/x/cancel",
        "/admin/payments/orders/7/sent",
        "/admin/months/never",
        "/admin/months/2026-13/close",
        "/admin/months/2026-11/end",
        "/admin/peers/1",
        "/admin/peers/99999999999999/resume",
        "/admin/peers/1/months/2026-10",
        "/admin/deliveries/nobody.example/drop"
      })
  void whatIsNotThereIsNotFound(String path) throws Exception {
    assertThat(admin.opens(path).statusCode()).isEqualTo(404);
    assertThat(admin.sends(path, Map.of("reason", "because")).statusCode()).isIn(404, 405);
  }

  @Test
  void formOfAnotherSessionIsShownAgainAndDoesNothing() throws Exception {
    String answer =
        admin.isTold(
            "/admin/blocks/new",
            Map.of(
                "csrf", "old",
                "domain", "kept.example",
                "severity", "silence",
                "reason", "kept reason"));

    assertThat(answer)
        .startsWith("409")
        .contains("value=\"kept.example\"", "kept reason", "<option value=\"silence\" selected");
    assertThat(web.node.domainBlocks().all()).isEmpty();
  }

  @Test
  void booksAreCheckedOnRequestAndTheResultIsKept() throws Exception {
    assertThat(admin.reads("/admin")).startsWith("200").contains("Does everything agree?");

    assertThat(admin.isLedTo("/admin/check", Map.of())).isEqualTo("303 /admin?done=check");

    awaitChecked();
    assertThat(admin.reads("/admin")).contains("Yes. Everything agreed at the last check");
    assertThat(admin.reads("/admin/audit?action=books-check")).contains("root_of_all");
  }

  private static void awaitChecked() throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!admin.reads("/admin").contains("Everything agreed")) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void auditLogIsPagedAndFilteredByName() throws Exception {
    AdminBrowser zoe = AdminBrowser.ofAdmin(web, "zoe");
    IntStream.range(0, 55)
        .forEach(
            i -> {
              try {
                zoe.isLedTo(
                    "/admin/blocks/new",
                    Map.of(
                        "domain", "many" + i + ".example",
                        "severity", i % 2 == 0 ? "silence" : "suspend",
                        "reason", "reason number " + i));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });

    String first = admin.reads("/admin/audit?by=zoe&action=");
    assertThat(first).contains("reason number 54", "reason number 5<", "Older");
    assertThat(first).doesNotContain("reason number 4<");
    String older =
        first.replaceAll("(?s).*href=\"([^\"]*before=[0-9]+)\".*", "$1").replace("&amp;", "&");
    assertThat(admin.reads(older))
        .contains("reason number 4<", "reason number 0<", "To the newest")
        .doesNotContain("reason number 5<");
    assertThat(admin.reads("/admin/audit?by=zoe&action=domain-silence"))
        .contains("reason number 54")
        .doesNotContain("reason number 53");
    assertThat(admin.reads("/admin/audit?by=nobody")).contains("There is no such entry");
    assertThat(admin.reads("/admin/blocks")).contains("Next");
    assertThat(admin.reads("/admin/blocks?page=2")).contains("Before", "many");

    web.node
        .domainBlocks()
        .all()
        .forEach(
            it ->
                web.node
                    .domainBlocks()
                    .remove(it.rule().domain(), org.farthing.node.audit.Mandate.ofCommand("done")));
  }

  @Test
  void memberIsFoundLetInAndLetRunTheNode() throws Exception {
    Member finn = web.node.members().create("finn", "Finn <b>the</b> First");
    assertThat(admin.reads("/admin/members?q=%3Czz")).contains("Nobody is called that");
    assertThat(admin.reads("/admin/members?q=FIN"))
        .contains("finn", "Finn &lt;b&gt;the&lt;/b&gt; First")
        .doesNotContain(">mia<");
    assertThat(admin.reads("/admin/members/finn")).contains("0.00 XTS", "Let them run the node");

    Map<String, String> promote = Map.of("to", "admin", "reason", "helps out");
    assertThat(admin.isTold("/admin/members/finn/admin", Map.of("to", "admin")))
        .startsWith("400")
        .contains("reason-fault");
    assertThat(admin.isLedTo("/admin/members/finn/admin", promote))
        .isEqualTo("303 /admin/members/finn?done=promote");
    assertThat(admin.isLedTo("/admin/members/finn/admin", promote))
        .isEqualTo("303 /admin/members/finn?done=promote");
    AdminBrowser finns = AdminBrowser.of(web, finn);
    assertThat(finns.opens("/admin").statusCode()).isEqualTo(200);
    assertThat(
            admin.isLedTo(
                "/admin/members/finn/admin", Map.of("to", "member", "reason", "has left")))
        .isEqualTo("303 /admin/members/finn?done=demote");
    assertThat(finns.opens("/admin").statusCode()).isEqualTo(403);
    assertThat(admin.reads("/admin/audit?action=member-admin"))
        .contains("helps out", "root_of_all", "finn")
        .containsOnlyOnce("helps out");
  }

  @Test
  void linksAreShownOnceAndKeptNowhere() throws Exception {
    HttpResponse<String> invitation = admin.sends("/admin/invite", Map.of());
    HttpResponse<String> link =
        admin.sends("/admin/members/mia/link", Map.of("reason", "forgot the password"));

    assertThat(invitation.statusCode()).isEqualTo(200);
    assertThat(invitation.body()).contains("/join?invitation=");
    assertThat(invitation.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(link.body()).contains("/choose-password?token=");
    assertThat(link.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(admin.reads("/admin/audit?action=member-sign-in-link"))
        .contains("forgot the password", "mia", "Link to choose a password made")
        .doesNotContain("token=");
    assertThat(admin.readsIn("de", "/admin/audit"))
        .contains("Einladungslink erzeugt", "eine Person, 14 Tage lang", "das Mitmachen")
        .contains("forgot the password", "href=\"/admin/audit?by=&amp;action=member-invite\"")
        .contains("href=\"/admin/audit?by=root_of_all&amp;action=\"")
        .doesNotContain("one person");
  }
}
