package org.farthing.node.web.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.Database;
import org.farthing.node.web.WebFixture;
import org.farthing.protocol.message.NodePolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An admin announces another fee; it holds from the next month on. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class AdminPolicyTest {

  private static final String POLICY = "/admin/settings/policy";
  private static final YearMonth NOW = YearMonth.of(2026, 11);

  private static WebFixture web;
  private static AdminBrowser admin;

  @BeforeAll
  static void start() {
    web = WebFixture.start();
    admin = AdminBrowser.ofAdmin(web, "cleo");
  }

  @AfterAll
  static void stop() {
    web.close();
  }

  private static Map<String, String> form(String field, String value) {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "fee", "7,5",
                "minimum", "3.00",
                "net_minimum", "1.00",
                "give_to_get", "yes",
                "reason", "the members voted"));
    form.put(field, value);
    return form;
  }

  @Order(1)
  @ParameterizedTest
  @CsvSource({
    "fee, 101",
    "fee, -1",
    "fee, 7.555",
    "fee, ten",
    "minimum, 0",
    "minimum, 10000000",
    "net_minimum, 10.01",
    "net_minimum, x"
  })
  void whatIsOutOfRangeIsRefusedAndKept(String field, String typed) throws Exception {
    assertThat(admin.isTold(POLICY, form(field, typed)))
        .startsWith("400")
        .contains(field + "-fault", "value=\"" + typed + "\"", "the members voted");
    assertThat(web.node.policies().all()).hasSize(1);
  }

  @Test
  @Order(2)
  void feeHoldsFromTheNextMonthOn() throws Exception {
    assertThat(admin.reads(POLICY))
        .contains("value=\"10\"", "December 2026")
        .doesNotContain(" checked");

    assertThat(admin.isLedTo(POLICY, form("fee", "7,5")))
        .isEqualTo("303 /admin/settings?done=policy");

    assertThat(web.node.policies().of(NOW).feeBasisPoints()).isEqualTo(1_000);
    NodePolicy next = web.node.policies().of(NOW.plusMonths(1));
    assertThat(next.feeBasisPoints()).isEqualTo(750);
    assertThat(next.minimumBudgetMicros()).isEqualTo(3_000_000);
    assertThat(next.giveToGet()).isTrue();
    assertThat(admin.reads(POLICY)).contains("value=\"7.5\"", "value=\"yes\" checked");
    assertThat(admin.reads("/admin/settings")).contains("7.5 %", "December 2026");
    assertThat(web.page("/about/fees").body().replace('\u00a0', ' '))
        .contains("From December 2026 on the node keeps 7.5 %", "budget is 3.00 XTS");
    assertThat(admin.reads("/admin/audit?action=policy-announce"))
        .contains("the members voted", "version 2 of the policy");
  }

  @Test
  @Order(3)
  void buttonPressedTwiceAnnouncesOnce() throws Exception {
    assertThat(admin.isTold(POLICY, form("fee", "7.5")))
        .startsWith("400")
        .contains("This is what holds then already");
    assertThat(web.node.policies().all()).hasSize(2);
  }

  @Test
  @Order(4)
  void whatWasAnnouncedStandsUntilTheConfigurationChanges() {
    assertThat(adopted(configured())).hasSize(2);

    assertThat(adopted(configured().with(1_200, 2_000_000, 1_000_000, true)))
        .hasSize(3)
        .last()
        .satisfies(it -> assertThat(it.policy().feeBasisPoints()).isEqualTo(1_200));
  }

  private static PolicyTerms configured() {
    return PolicyTerms.of(web.node.policies().all().getFirst().policy());
  }

  /** As a node does that starts with this configuration. */
  private static List<OwnPolicies.Version> adopted(PolicyTerms terms) {
    try (Database database = Database.open(web.setup.database(), 2);
        OwnPolicies policies =
            OwnPolicies.adopt(
                terms,
                database,
                web.node.ids(),
                new ActivitySigner(web.node.keys(), web.setup.clocks().system()),
                web.setup.clocks().calendar())) {
      return policies.all();
    }
  }
}
