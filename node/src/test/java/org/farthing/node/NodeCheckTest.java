package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.ledger.Breach;
import org.farthing.node.platform.database.Database;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The check of a node finds nothing while it lives, and each row that somebody with the database's
 * password changes, constraints and triggers off.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NodeCheckTest {

  private static final String FREE_HAND =
      "SET SESSION check_constraint_checks = 0, foreign_key_checks = 0, unique_checks = 0";
  private static final Pattern TABLE = Pattern.compile("(?:UPDATE|DELETE FROM) (\\w+)");

  private CheckedNodes nodes;
  private final Map<String, Database> databases = new TreeMap<>();

  @BeforeAll
  void play(@TempDir Path folder) {
    nodes = new CheckedNodes(folder);
    nodes.play();
    nodes.reopen();
    for (String node : List.of(CheckedNodes.A, CheckedNodes.B)) {
      Database database = Database.open(nodes.database(node), 1);
      databases.put(node, database);
      database.execute(
          tx -> {
            tx.dsl().execute(FREE_HAND);
            tx.dsl().execute("DROP TRIGGER IF EXISTS ledger_transfer_no_update");
            tx.dsl().execute("DROP TRIGGER IF EXISTS ledger_transfer_no_delete");
          });
    }
  }

  @AfterAll
  void end() {
    databases.values().forEach(Database::close);
    nodes.close();
  }

  @Test
  void livingNodeIsSoundInTheMiddleOfAMonthAndAtEachStageOfItsClose() {
    assertThat(nodes.checks()).hasSizeGreaterThan(40);
    assertThat(nodes.checks().keySet()).anyMatch(point -> point.startsWith("ordered"));
    assertThat(nodes.checks()).allSatisfy((point, breaches) -> assertThat(breaches).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET debits_posted_micros = debits_posted_micros + 1 WHERE code = 'bank' | balance_differs
          a | SET debits_pending_micros = debits_pending_micros + 1 WHERE code LIKE 'funds:%' | balance_differs
          a | SET credits_posted_micros = credits_posted_micros + 1 WHERE code LIKE 'owed-to:%' | balance_differs
          b | SET credits_pending_micros = credits_pending_micros + 1 WHERE code LIKE 'pending:%' | balance_differs
          a | SET code = 'giving:2031-01' WHERE code = 'giving:2026-10' | transfers_differ
          a | SET code = 'nothing' WHERE code = 'giving:2026-10' | unknown_account
          b | SET normal_side = 'DEBIT' WHERE code = 'fee-pending' | unknown_account
          """)
  void corruptAccountIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE ledger_account " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET amount_micros = amount_micros + 1 WHERE code = 'DEPOSIT' | balance_differs
          a | SET amount_micros = amount_micros + 1 WHERE code = 'REVENUE' | transfers_differ
          a | SET credit_account = debit_account + 1 WHERE code = 'PAY' | transfers_differ
          a | SET debit_account = 4711 WHERE code = 'STATE' | unknown_account
          a | SET code = 'FEE' WHERE code = 'REVENUE' | unexplained_transfer
          a | SET code = 'REVENUE' WHERE code = 'DEPOSIT' | unexplained_transfer
          a | SET period = '2031-01' WHERE code = 'AGREE' | unexplained_transfer
          a | SET period = NULL WHERE code = 'SET_OFF' | unexplained_transfer
          a | SET period = 'never' WHERE code = 'AGREE' | unreadable
          a | SET period = '2031-01' WHERE kind = 'PENDING' | reservation_differs
          a | SET kind = 'POSTED' WHERE kind = 'PENDING' | unfitting_resolution
          a | SET id = 'aaaaaaaa-0000-7000-8000-000000000000' WHERE kind = 'PENDING' | reservation_differs
          """)
  void corruptTransferIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE ledger_transfer " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET amount_micros = amount_micros + 1 WHERE period = '2026-10' | reservation_differs
          a | SET amount_micros = amount_micros - 1 WHERE period = '2027-01' | reservation_differs
          a | SET transfer_id = UUID() WHERE period = '2026-11' | set_aside_for_nothing
          a | SET maximum_per_flattr_micros = 400000 WHERE period = '2026-10' AND maximum_per_flattr_micros > 0 | split_differs
          a | SET counted = counted + 1 WHERE period = '2026-10' | split_differs
          a | SET given_micros = given_micros - 1 WHERE period = '2026-11' | reservation_differs
          a | SET given_micros = NULL, counted = NULL WHERE period = '2026-11' | reservation_differs
          a | SET given_micros = 0, counted = 0 WHERE period = '2027-01' | reservation_differs
          a | SET period = '2026-09' WHERE period = '2026-10' | reservation_differs
          a | SET member_id = UUID() WHERE period = '2026-10' | unreadable
          """)
  void corruptReservationIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE reservation " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET period = '2026-09' WHERE period = '2026-10' AND state = 'counted' | split_differs
          a | SET donor_id = UUID() WHERE period = '2026-10' AND state = 'counted' | flattr_differs
          a | SET thing_id = thing_id + 1 WHERE digest IS NOT NULL AND state = 'counted' | flattr_differs
          a | SET creator_id = NULL WHERE state = 'counted' | flattr_differs
          a | SET creator_id = creator_id + 1 WHERE state = 'counted' AND period = '2026-10' AND sequence > 0 | month_sum_differs
          a | SET state = 'undone' WHERE state = 'counted' AND period = '2026-10' AND sequence IS NULL | split_differs
          a | SET state = 'counted' WHERE state = 'undone' | receipt_differs
          b | SET state = 'counted' WHERE state = 'unclaimed' AND creator_id > 0 | receipt_missing
          b | SET code = NULL WHERE state = 'unclaimed' | flattr_differs
          a | SET anonymous = 1 - anonymous WHERE state = 'counted' AND sequence > 0 | statement_line_differs
          a | SET digest = REPEAT('0', 64) WHERE state = 'counted' AND sequence > 0 | receipt_differs
          a | SET digest = REPEAT('0', 64) WHERE state = 'undone' | flattr_differs
          a | SET sequence = sequence + 1 WHERE state = 'counted' AND sequence > 0 | receipt_differs
          a | SET sequence = NULL WHERE state = 'counted' AND sequence > 0 | flattr_differs
          """)
  void corruptFlattrIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE flattr " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          b | SET uri_hash = REPEAT('0', 32) WHERE state = 'counted' | evidence_missing
          b | SET uri = CONCAT(uri, '0') WHERE state = 'counted' | received_flattr_differs
          b | SET period = '2026-11' WHERE state = 'counted' AND period = '2026-10' | receipt_log_differs
          b | SET peer_id = 4711 WHERE state = 'counted' AND period = '2026-10' | receipt_log_differs
          b | SET creator_id = NULL WHERE state = 'counted' | received_flattr_differs
          b | SET creator_id = creator_id + 1 WHERE state = 'counted' | received_flattr_differs
          b | SET digest = REPEAT('0', 64) WHERE state = 'counted' | received_flattr_differs
          b | SET digest = NULL WHERE state = 'counted' | received_flattr_differs
          b | SET state = 'undone' WHERE state = 'counted' AND period = '2026-10' | received_flattr_differs
          b | SET state = 'counted' WHERE state = 'undone' | receipt_log_differs
          a | SET state = 'counted' WHERE state = 'waiting' | counted_without_giving
          b | SET sequence = sequence + 100 WHERE state = 'counted' AND period = '2026-10' | receipt_log_differs
          b | SET sequence = 0 WHERE state = 'counted' | received_flattr_differs
          """)
  void corruptReceivedFlattrIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE received_flattr " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          b | UPDATE log_tree SET size = size + 4 WHERE period = '2026-10' AND ours | log_tree_differs
          b | UPDATE log_tree SET edge = REVERSE(edge) WHERE period = '2026-10' AND ours | log_tree_differs
          b | UPDATE receipt_log SET last_sequence = last_sequence + 1 WHERE period = '2026-10' | receipt_log_differs
          b | UPDATE receipt_log SET period = '2031-01' WHERE period = '2026-10' | receipt_log_differs
          b | UPDATE receipt_log SET peer_id = 4711 WHERE period = '2026-10' | receipt_log_differs
          a | UPDATE month_sum SET counted = counted + 1 WHERE period = '2026-10' | month_sum_differs
          a | UPDATE month_sum SET gross_micros = gross_micros + 1 WHERE period = '2026-10' | month_sum_differs
          a | UPDATE month_sum SET creator_id = 4711 WHERE period = '2026-10' | month_sum_differs
          a | UPDATE month_sum SET period = '2026-09' WHERE period = '2026-10' | month_sum_differs
          a | UPDATE month_close SET stage = 'cut_off' WHERE period = '2026-10' | close_differs
          a | UPDATE month_close SET stage = 'split' WHERE period = '2026-10' | revenue_differs
          a | UPDATE month_close SET stage = 'stated' WHERE period = '2026-10' | close_differs
          a | UPDATE month_close SET closed_at = NULL WHERE period = '2026-10' | close_differs
          a | UPDATE month_close SET cut_off_at = '2031-01-01 00:00:00' WHERE period = '2026-10' | close_differs
          a | UPDATE month_close SET period = '2031-01' WHERE period = '2026-10' | close_differs
          a | UPDATE month_gate SET cut_off = FALSE WHERE period = '2026-10' | close_differs
          a | UPDATE month_gate SET cut_off = TRUE WHERE period = '2027-01' | close_differs
          """)
  void corruptLogOrSumOrCloseIsFound(String node, String sql, String code) {
    corrupt(node, sql, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET gross_micros = gross_micros + 1 WHERE peer_id = 0 | revenue_differs
          b | SET gross_micros = gross_micros + 1 WHERE peer_id > 0 | revenue_differs
          b | SET fee_micros = fee_micros + 1 WHERE peer_id > 0 | fee_differs
          b | SET pending_net_micros = pending_net_micros - 1 WHERE pending_net_micros > 0 | transfers_differ
          b | SET pending_fee_micros = pending_fee_micros - 1 WHERE pending_fee_micros > 0 | transfers_differ
          b | SET pending_net_micros = 1 WHERE period = '2026-10' AND peer_id > 0 | pending_differs
          b | SET pending_fee_micros = fee_micros + 1 WHERE period = '2026-12' | revenue_out_of_bounds
          b | SET pending_net_micros = 0 WHERE pending_net_micros > 0 | not_covered
          b | SET creator_id = 4711 WHERE peer_id > 0 | revenue_differs
          b | SET peer_id = 4711 WHERE peer_id > 0 | revenue_differs
          b | SET period = '2026-09' WHERE period = '2026-12' | revenue_differs
          """)
  void corruptRevenueIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE revenue " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | UPDATE statement SET uri = CONCAT(uri, '0') WHERE ours
          a | UPDATE statement SET period = '2031-01' WHERE ours
          a | UPDATE statement SET peer_id = 4711 WHERE ours
          a | UPDATE statement SET ours = FALSE, version = 2 WHERE ours
          a | UPDATE statement SET version = 2 WHERE ours
          a | UPDATE statement SET line_count = line_count + 1 WHERE ours
          a | UPDATE statement SET gross_micros = gross_micros + 1 WHERE ours
          a | UPDATE statement SET root = REPEAT('0', 64) WHERE ours
          a | UPDATE statement SET lines_uri = uri WHERE ours
          a | UPDATE statement SET policy = REPEAT('0', 64) WHERE ours
          a | UPDATE statement SET previous = uri WHERE ours
          a | UPDATE statement SET gross_micros = gross_micros + 1 WHERE NOT ours
          a | UPDATE statement SET line_count = line_count + 1 WHERE NOT ours
          a | DELETE FROM statement WHERE ours
          a | DELETE FROM statement WHERE NOT ours
          """)
  void corruptStatementIsFound(String node, String sql) {
    corrupt(node, sql, "statement_differs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SET period = '2031-01'
          SET peer_id = peer_id + 100
          SET version = 9
          SET block = block + 100
          SET first_flattr = UUID()
          SET line_count = line_count + 1
          SET gross_micros = gross_micros + 1
          SET root = REPEAT('x', 32)
          SET packed = INSERT(packed, 10, 1, CHAR(ORD(SUBSTRING(packed, 10, 1)) ^ 1))
          SET packed = INSERT(packed, 24, 1, CHAR(ORD(SUBSTRING(packed, 24, 1)) ^ 1))
          SET packed = INSERT(packed, 30, 1, CHAR(ORD(SUBSTRING(packed, 30, 1)) ^ 1))
          SET packed = INSERT(packed, 48, 1, CHAR(ORD(SUBSTRING(packed, 48, 1)) ^ 1))
          SET packed = INSERT(packed, 60, 1, CHAR(ORD(SUBSTRING(packed, 60, 1)) ^ 1))
          SET packed = ''
          """)
  void corruptStatementLineIsFound(String change) {
    corrupt("a", "UPDATE statement_block " + change, "statement_line_differs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | SET ours = 'proposed' WHERE period = '2026-10' | pair_month_differs
          a | SET theirs = 'received' WHERE period = '2026-10' | pair_month_differs
          a | SET ours = 'none' WHERE period = '2026-10' | malformed_pair_month
          a | SET ours_offer = REPLACE(ours_offer, '"gross":"', '"gross":"1') WHERE period = '2026-10' | statement_differs
          a | SET theirs_offer = REPLACE(theirs_offer, '"gross":"', '"gross":"1') WHERE period = '2026-10' | statement_differs
          a | SET ours_offer = '{}' WHERE period = '2026-10' | malformed_pair_month
          a | SET carried_by_us_micros = carried_by_us_micros + 1 WHERE period = '2026-11' | carried_differs
          b | SET carried_by_them_micros = carried_by_them_micros + 1 WHERE period = '2026-11' | carried_differs
          a | SET carried_by_us_micros = 1 WHERE period = '2026-10' | carried_differs
          a | SET carried_by_us_micros = NULL WHERE period = '2026-10' | pair_month_differs
          a | SET netted = 'offered' WHERE period = '2026-10' | pair_month_differs
          a | SET settlement_offer = REPLACE(REPLACE(settlement_offer, '"net":"5', '"net":"6'), '"carried":"5', '"carried":"6') WHERE period = '2026-10' | net_differs
          b | SET settlement_offer = REPLACE(REPLACE(settlement_offer, '"net":"5', '"net":"6'), '"carried":"5', '"carried":"6') WHERE period = '2026-10' | net_differs
          a | SET paid = 'sent' WHERE period = '2026-11' | pair_month_differs
          b | SET paid = 'noticed' WHERE period = '2026-11' | pair_month_differs
          b | SET payment_offer = REPLACE(payment_offer, '"amount":"2', '"amount":"3') WHERE period = '2026-11' | pair_month_differs
          a | SET done = FALSE WHERE period = '2026-11' | pair_month_differs
          a | SET period = '2031-01' WHERE period = '2026-10' | statement_differs
          a | SET peer_id = 4711 WHERE period = '2026-10' | statement_differs
          """)
  void corruptPairMonthIsFound(String node, String change, String code) {
    corrupt(node, "UPDATE pair_month " + change, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a | DELETE FROM ledger_account WHERE code = 'bank' | unknown_account
          a | DELETE FROM ledger_transfer WHERE code = 'FEE' | transfers_differ
          a | DELETE FROM reservation WHERE period = '2027-01' | set_aside_for_nothing
          a | DELETE FROM flattr WHERE state = 'counted' AND sequence > 0 | flattr_differs
          b | DELETE FROM received_flattr WHERE state = 'counted' | received_flattr_differs
          b | DELETE FROM receipt_log WHERE last_sequence > 0 | receipt_log_differs
          a | DELETE FROM month_sum WHERE period = '2026-10' | month_sum_differs
          b | DELETE FROM revenue WHERE peer_id > 0 | revenue_differs
          a | DELETE FROM statement_block WHERE block = 0 | statement_line_differs
          a | DELETE FROM pair_month WHERE period = '2026-10' | statement_differs
          a | DELETE FROM month_close WHERE period = '2026-10' | close_differs
          b | DELETE FROM inbound_activity WHERE id LIKE '%/flattrs/%' AND id NOT LIKE '%undo' | evidence_missing
          """)
  void missingRowIsFound(String node, String sql, String code) {
    corrupt(node, sql, code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          b | UPDATE inbound_activity SET body = REPLACE(body, '2026-10', '2026-11') WHERE body LIKE '%2026-10%' | evidence_altered
          b | UPDATE inbound_activity SET content_hash = id_hash | evidence_altered
          b | UPDATE inbound_activity SET id_hash = REPEAT('0', 32) | evidence_altered
          b | UPDATE inbound_activity SET body = '' | evidence_altered
          a | UPDATE outbound_message SET body = REPLACE(body, '2026-10', '2026-11') WHERE id LIKE '%/flattrs/%' | flattr_differs
          """)
  void alteredEvidenceIsFound(String node, String sql, String code) {
    corrupt(node, sql, code);
  }

  @Test
  void breachSaysWhereAndWhatIsExpectedAndFound() {
    List<Breach> breaches =
        breachesAfter(
            "a",
            "UPDATE reservation SET counted = counted + 1 WHERE period = '2026-11' AND counted ="
                + " 3");

    assertThat(breaches)
        .anySatisfy(
            breach -> {
              assertThat(breach.code()).isEqualTo("split_differs");
              assertThat(breach.where()).startsWith("reservation 2026-11 of ");
              assertThat(breach.detail()).isEqualTo("counted: expected 3, found 4");
            });
  }

  private void corrupt(String node, String sql, String code) {
    assertThat(breachesAfter(node, sql)).extracting(Breach::code).contains(code);
  }

  /** Changes one row, checks, and puts the table back as it was. */
  private List<Breach> breachesAfter(String node, String sql) {
    Matcher table = TABLE.matcher(sql);
    assertThat(table.find()).isTrue();
    Database database = Objects.requireNonNull(databases.get(node));
    String columns = database.read(tx -> columns(tx.dsl(), table.group(1)));
    database.execute(
        tx ->
            tx.dsl()
                .execute(
                    "CREATE TABLE saved AS SELECT %s FROM %s".formatted(columns, table.group(1))));
    try {
      int changed = database.write(tx -> tx.dsl().execute(sql + " LIMIT 1"));
      assertThat(changed).isEqualTo(1);
      return nodes.node(node).check();
    } finally {
      database.execute(tx -> restore(tx.dsl(), table.group(1), columns));
      assertThat(nodes.node(node).check()).isEmpty();
    }
  }

  private static void restore(DSLContext dsl, String table, String columns) {
    dsl.execute("DELETE FROM " + table);
    dsl.execute("INSERT INTO %s (%s) SELECT %s FROM saved".formatted(table, columns, columns));
    dsl.execute("DROP TABLE saved");
  }

  /** Those that are not derived from others. */
  private static String columns(DSLContext dsl, String table) {
    return dsl.fetchSingle(
            "SELECT GROUP_CONCAT(column_name) FROM information_schema.columns WHERE table_schema ="
                + " DATABASE() AND extra NOT LIKE '%GENERATED%' AND table_name = '"
                + table
                + "'")
        .get(0, String.class);
  }
}
