package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.web.WebFixture;
import org.farthing.node.web.admin.AdminBrowser;
import org.farthing.protocol.activity.ActorId;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reports that an ordinary server sends, until an admin is done with them. */
final class AdminReportsTest {

  private static final Pattern DONE = Pattern.compile("href=\"(/admin/reports/[0-9]+/done)\"");

  private static WebFixture web;
  private static FediServer fedi;
  private static AdminBrowser admin;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    fedi = FediServer.start();
    web.aCreator("bob", "https://bob.example/song");
    admin = AdminBrowser.ofAdmin(web.setup, web.node, "cleo");
  }

  @AfterAll
  static void stop() {
    fedi.close();
    web.close();
  }

  @Test
  void reportWaitsUntilAnAdminIsDoneWithItAndCanBeTakenUpAgain() throws Exception {
    assertThat(admin.reads("/admin/reports")).contains("No report waits.");
    ActorId carol = fedi.aPerson();
    fedi.tells(
        web.node,
        fedi.activity("Flag", carol)
            .add("content", "rude &lt;b&gt;words")
            .add("object", Json.createArrayBuilder().add(web.node.ids().member("bob").toString()))
            .build());

    String waiting = admin.reads("/admin/reports");
    assertThat(waiting)
        .contains("One report waits for you", "rude &lt;b&gt;words", "/users/bob")
        .contains("/admin/blocks/new?domain=");
    Matcher done = DONE.matcher(waiting);
    assertThat(done.find()).isTrue();
    assertThat(admin.reads(done.group(1))).contains("Are you done with this report?", "/users/bob");
    assertThat(admin.isTold(done.group(1), Map.of("reason", " ")))
        .startsWith("400")
        .contains("reason-fault");

    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(done.group(1), Map.of("reason", "asked them to stop")))
          .isEqualTo("303 /admin/reports?done=report-done");
    }

    assertThat(admin.reads("/admin/reports"))
        .contains("No report waits.")
        .doesNotContain("rude", "asked them to stop");
    assertThat(admin.reads("/admin/reports?show=done"))
        .contains("rude", "done with on", "asked them to stop");
    assertThat(admin.reads("/admin/audit?action=report-done"))
        .containsOnlyOnce("asked them to stop")
        .contains("cleo");

    String again = done.group(1).replace("/done", "/again");
    assertThat(admin.isLedTo(again, Map.of("reason", "they did not stop"))).startsWith("303");
    assertThat(admin.reads("/admin/reports")).contains("One report waits for you", "rude");
    assertThat(admin.reads("/admin/reports?show=done")).contains("None is done with so far");
    assertThat(admin.opens("/admin/reports/4711/done").statusCode()).isEqualTo(404);
  }
}
