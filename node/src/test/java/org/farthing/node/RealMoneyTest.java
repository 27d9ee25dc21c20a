package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.TestNode.NOVEMBER;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.node.TestMember.TestThing;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.ledger.Account;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.web.admin.AdminBrowser;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A node that played October with another one, and goes on in November by itself, turns real money
 * on (product rule 15).
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class RealMoneyTest {

  private static final String PAGE = "/admin/settings/real-money";
  private static final String TURN = PAGE + "/turn";

  private static final SettableClock CALENDAR = TestNode.aCalendar();

  private static TestNode a;
  private static TestNode b;
  private static TestMember alice;
  private static TestMember carol;
  private static TestMember bob;
  private static AdminBrowser admin;

  @BeforeAll
  static void play() {
    a = aNode().at(CALENDAR).start();
    b = aNode().at(CALENDAR).start();
    alice = a.aDonor("alice").withFunds("10.00").withBudget("6.00");
    carol = a.aCreator("carol").withFunds("5.00").withBudget("2.00");
    bob = b.aCreator("bob").withFunds("5.00").withBudget("3.00");
    admin = AdminBrowser.ofAdmin(a.setup(), a.node(), "cleo");
    alice.flattrs(bob.thing("song"));
    alice.flattrs(carol.thing("essay"));
    bob.flattrs(carol.thing("essay"));
    awaitQuiet(a, b);
  }

  @AfterAll
  static void stop() {
    a.close();
    b.close();
  }

  private static Map<String, String> form(String field, String value) {
    Map<String, String> form =
        new TreeMap<>(
            Map.of(
                "currency", "eur",
                "node", a.node().origin().authority(),
                "legal", "yes",
                "reason", "we have tried it for long enough"));
    form.put(field, value);
    return form;
  }

  private static long count(String query) {
    return a.inDatabase(tx -> Long.parseLong(String.valueOf(tx.dsl().fetchValue(query))));
  }

  @Test
  @Order(1)
  void monthWithAnotherNodeIsInTheWayUntilItIsOver() throws Exception {
    assertThat(admin.reads(PAGE))
        .contains("Not yet", "October 2026", b.node().origin().authority());
    assertThat(admin.isTold(TURN, form("currency", "EUR")))
        .startsWith("409")
        .contains("Months with other nodes are under way");
    pausesAllPeers();

    TestNode.cutOff(CALENDAR, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);

    assertThat(admin.reads(PAGE)).contains("Nothing is in the way");
    assertThat(count("select count(*) from real_money")).isZero();
    String peer = "/admin/peers/" + a.node().peers().getFirst().id();
    assertThat(admin.isLedTo(peer + "/resume", Map.of("reason", "October is over")))
        .isEqualTo("303 " + peer + "?done=resume");
    assertThat(a.node().suspension(a.node().peers().getFirst())).isEmpty();
    assertThat(count("select count(*) from audit_entry where action = 'peer-resume'")).isOne();
    liftsThePauseOfAllPeers();
  }

  /** A node that has become known meanwhile is paused, until all go on. */
  private static void liftsThePauseOfAllPeers() throws Exception {
    String resume = PAGE + "/resume";
    a.inDatabaseDo(
        tx ->
            new Peers(CALENDAR)
                .ensure(
                    tx,
                    ActorId.of("https://new.example/actor"),
                    URI.create("https://new.example/inbox")));
    String newOnes = "select count(*) from peer where actor like 'https://new.%' and paused_since";
    assertThat(count(newOnes + " is not null and paused_for = 'real money comes'")).isOne();
    for (String page : List.of(PAGE, "/admin/peers")) {
      assertThat(admin.reads(page))
          .contains("An admin paused all other nodes", "Why: real money comes", resume);
    }

    assertThat(admin.isLedTo(resume, Map.of("reason", "October is over")))
        .isEqualTo("303 /admin/peers?done=peers-resumed");
    assertThat(count(newOnes + " is null")).isOne();
    assertThat(admin.reads("/admin/peers")).doesNotContain(resume);
    assertThat(admin.isTold(resume, Map.of("reason", "again"))).startsWith("4");
    assertThat(count("select count(*) from audit_entry where action like 'peers-%'")).isEqualTo(2);
    a.inDatabaseDo(tx -> tx.dsl().execute("delete from peer where actor like 'https://new.%'"));
  }

  /** From the page that lists what is in the way; nothing new comes in, and October goes on. */
  private static void pausesAllPeers() throws Exception {
    String peer = "/admin/peers/" + a.node().peers().getFirst().id();
    assertThat(admin.reads(PAGE)).contains(peer + "/pause", PAGE + "/pause");
    assertThat(admin.isTold(PAGE + "/pause", Map.of("reason", "")))
        .startsWith("400")
        .contains("reason-fault");
    for (int time = 0; time < 2; time++) {
      assertThat(admin.isLedTo(PAGE + "/pause", Map.of("reason", "real money comes")))
          .isEqualTo("303 " + PAGE + "?done=peers-paused");
    }
    assertThat(admin.reads(PAGE)).contains("paused").doesNotContain("/pause\"");
    assertThat(admin.reads(peer))
        .contains("an admin has paused it. real money comes", peer + "/resume");
    assertThat(admin.reads(peer + "/resume")).contains("The pause is over");
    assertThat(admin.isLedTo(peer + "/pause", Map.of("reason", "again")))
        .isEqualTo("303 " + peer + "?done=paused-already");
    assertThat(count("select count(*) from audit_entry where action = 'peer-pause'")).isOne();

    assertThat(alice.clicks(bob.thing("poem")))
        .isEqualTo(new RecordOutcome.PeerSuspended(Suspension.Reason.PAUSED));
    Given fromThere = bob.flattrs(carol.thing("story"));
    awaitQuiet(a, b);
    assertThat(bob.now(fromThere).state()).isEqualTo(GivenState.REFUSED);
    assertThat(bob.now(fromThere).code()).contains("suspended");
    a.stop();
    a.restart();
    assertThat(a.node().suspension(a.node().peers().getFirst())).isPresent();
  }

  @Test
  @Order(2)
  void whatIsTypedWrongIsRefused() throws Exception {
    assertThat(admin.isTold(TURN, form("currency", "XTS"))).startsWith("400");
    assertThat(admin.isTold(TURN, form("currency", "ABC"))).startsWith("400");
    assertThat(admin.isTold(TURN, form("node", "other.example"))).startsWith("400");
    assertThat(admin.isTold(TURN, form("legal", "")))
        .startsWith("400")
        .contains("we have tried it for long enough");
    assertThat(count("select count(*) from real_money")).isZero();
  }

  @Test
  @Order(3)
  void whatComesInBetweenEndsTheWish() throws Exception {
    assertThat(admin.isLedTo(TURN, form("currency", "EUR"))).startsWith("303");
    a.inDatabaseDo(
        tx ->
            tx.dsl()
                .execute(
                    "insert into pair_month (period, peer_id, ours, theirs, netted, paid, done)"
                        + " select '2026-11', id, 'none', 'none', 'none', 'none', false from"
                        + " peer"));
    a.stop();
    a.restart();

    assertThat(a.node().currency().isPlayMoney()).isTrue();
    assertThat(alice.funds()).isEqualTo("4.00");
    assertThat(count("select count(*) from real_money")).isZero();
    assertThat(count("select count(*) from audit_entry where action = 'real-money-refused'"))
        .isOne();
    a.inDatabaseDo(tx -> tx.dsl().execute("delete from pair_month where period = '2026-11'"));
  }

  @Test
  @Order(4)
  void booksAreArchivedWholeAndBeginEmpty() throws Exception {
    CALENDAR.set(Instant.parse("2026-11-20T12:00:00Z"));
    alice.flattrs(carol.thing("essay"));
    long transfers = count("select count(*) from ledger_transfer");
    long bank =
        count(
            "select debits_posted_micros - credits_posted_micros from ledger_account where code ="
                + " 'bank'");
    long flattrs = count("select count(*) from flattr");
    long received = count("select count(*) from received_flattr");
    assertThat(alice.reserved(NOVEMBER)).isPresent();

    assertThat(admin.isLedTo(TURN, form("currency", "EUR")))
        .isEqualTo("303 " + PAGE + "?done=real-money");
    assertThat(admin.isLedTo(TURN, form("currency", "EUR"))).startsWith("303");
    assertThat(admin.isTold(TURN, form("currency", "CHF"))).startsWith("409");
    assertThat(a.node().currency().isPlayMoney()).isTrue();
    a.stop();
    a.restart();

    assertThat(a.node().currency().code()).isEqualTo("EUR");
    assertThat(a.node().check()).isEmpty();
    assertThat(count("select count(*) from ledger_transfer")).isZero();
    assertThat(count("select count(*) from flattr")).isZero();
    assertThat(alice.funds()).isEqualTo("0.00");
    assertThat(carol.available()).isEqualTo("0.00");
    assertThat(archived("ledger_transfer")).isEqualTo(transfers);
    assertThat(archived("flattr")).isEqualTo(flattrs);
    assertThat(archived("received_flattr")).isEqualTo(received);
    assertThat(
            count(
                """
                select cast(sum(if(json_value(content, '$.normal_side') = 'DEBIT', 1, -1) *
                  (json_value(content, '$.debits_posted_micros') - json_value(content, '$.credits_posted_micros'))) as integer)
                from play_row where table_name = 'ledger_account' and json_value(content, '$.code') = 'bank'\
                """))
        .isEqualTo(bank);
  }

  private static long archived(String table) {
    return count("select count(*) from play_row where table_name = '" + table + "'");
  }

  @Test
  @Order(5)
  void sealsGoOnAndOtherNodesSeeNothingTakenAway() {
    awaitQuiet(a, b);

    b.node().witnesses().askDue();

    assertThat(b.node().witnesses().unsettled()).isZero();
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
    assertThat(count("select count(*) from pair_month")).isZero();
  }

  @Test
  @Order(6)
  void archiveIsHeldToItsSeals() {
    assertThatThrownBy(
            () -> a.inDatabaseDo(tx -> tx.dsl().execute("update play_row set content = '{}'")))
        .hasStackTraceContaining("append-only");
    assertThatThrownBy(() -> a.inDatabaseDo(tx -> tx.dsl().execute("delete from ledger_seal")))
        .hasStackTraceContaining("append-only");
  }

  @Test
  @Order(7)
  void membersKeepWhatIsNoMoney() throws Exception {
    assertThat(admin.reads(PAGE)).contains("It is real money: EUR", "play-money.jsonl");
    assertThat(admin.opens(PAGE + "/play-money.jsonl").body())
        .contains("{\"table\":\"ledger_transfer\",\"row\":{\"sequence\": 1,");
    assertThat(admin.isTold(TURN, form("currency", "EUR"))).startsWith("404");
    assertThat(admin.reads("/admin/audit?action=real-money-wish"))
        .contains("we have tried it for long enough");
    assertThat(a.node().things().find("https://carol.example/essay")).isPresent();
    assertThat(a.node().peers()).hasSize(1);
    assertThat(a.node().giving().budget(alice.id()).micros()).isZero();
    NodePolicy policy = a.node().policies().of(NOVEMBER);
    assertThat(policy.currency().code()).isEqualTo("EUR");
    assertThat(policy.feeBasisPoints()).isEqualTo(1_000);
    assertThat(PolicyTerms.of(policy).rails()).containsExactly("manual");
    assertThat(a.node().policies().of(OCTOBER).currency().isPlayMoney()).isTrue();
  }

  @Test
  @Order(8)
  void realMoneyIsGivenAndOtherNodesOfPlayMoneyRefuseIt() {
    alice.withFunds("10.00").withBudget("4.00");
    carol.withFunds("5.00").withBudget("2.00");
    TestThing essay = carol.thing("essay");
    alice.flattrs(essay);
    Given elsewhere = alice.flattrs(bob.thing("song"));
    awaitQuiet(a, b);

    assertThat(alice.now(elsewhere).state().name()).isEqualTo("REFUSED");
    assertThat(alice.reserved(NOVEMBER)).contains("4.00");
    assertThat(a.posted(new Account.Bank())).isEqualTo("15.00");
    assertThat(a.node().check()).isEmpty();

    a.stop();
    a.restart();
    assertThat(a.node().currency().code()).isEqualTo("EUR");
    assertThat(a.posted(new Account.Bank())).isEqualTo("15.00");
    assertThat(a.node().check()).isEmpty();
  }
}
