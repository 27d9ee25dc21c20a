package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.ledger.Entries.deposit;
import static org.farthing.node.ledger.Entries.funds;
import static org.farthing.node.ledger.Entries.post;
import static org.farthing.node.ledger.Entries.release;
import static org.farthing.node.ledger.Entries.reserve;
import static org.farthing.node.ledger.Entries.transfer;

import java.util.ArrayList;
import java.util.List;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.database.Transaction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Corrupts rows as somebody with the database's password could, constraints and triggers off. */
final class LedgerCheckTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String FREE_HAND =
      "SET SESSION check_constraint_checks = 0, foreign_key_checks = 0, unique_checks = 0";
  private static final String BOUND =
      "SET SESSION check_constraint_checks = 1, foreign_key_checks = 1, unique_checks = 1";

  /** Undoes what a test did to the rows. */
  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @BeforeAll
  static void fill() {
    fill(DATABASE.get());
  }

  private static void fill(Database database) {
    List<Entry> entries =
        List.of(
            deposit("d", "ann", 10_000),
            reserve("r1", "ann", 4_000),
            reserve("r2", "ann", 3_000),
            reserve("r3", "ann", 1_000),
            post("p", "r1", 2_500),
            release("v", "r2"),
            transfer("t", funds("ann"), funds("bob"), 700));
    database.execute(
        tx -> {
          assertThat(new Ledger().book(tx, entries)).isEqualTo(new Booking.Done(7));
          tx.dsl().execute("DROP TRIGGER ledger_transfer_no_update");
          tx.dsl().execute("DROP TRIGGER ledger_transfer_no_delete");
        });
  }

  private static String id(String key) {
    return "'" + TransferId.of(key) + "'";
  }

  @Test
  void soundLedgerHasNoBreach() {
    assertThat(Entries.breaches(DATABASE.get())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "debits_posted_micros  = debits_posted_micros  + 1, balance_differs",
    "debits_pending_micros = debits_pending_micros + 1, balance_differs",
    "credits_posted_micros = credits_posted_micros + 1, unbalanced",
    "credits_pending_micros = credits_pending_micros + 1, unbalanced",
    "debits_posted_micros = 9300, balance_differs",
    "debits_posted_micros = 9300, negative",
    "credits_pending_micros = -1, negative",
    "normal_side = 'DEBIT', unknown_account",
    "normal_side = 'NONE', unknown_account",
    "code = 'funds:ann', unknown_account",
    "id = 4711, balance_differs",
    "id = 4711, unknown_account",
  })
  void corruptAccountIsFound(String change, String breach) {
    corrupt(
        "UPDATE ledger_account SET %s WHERE code = '%s'".formatted(change, funds("ann").code()),
        breach);
  }

  @Test
  void missingAccountIsFound() {
    corrupt("DELETE FROM ledger_account WHERE code = 'bank'", "unknown_account");
  }

  @ParameterizedTest
  @CsvSource({
    "d,  amount_micros = amount_micros + 1, balance_differs",
    "d,  amount_micros = 0, malformed_transfer",
    "d,  amount_micros = -10000, malformed_transfer",
    "d,  amount_micros = 9223372036854775807, balance_differs",
    "t,  credit_account = debit_account, malformed_transfer",
    "t,  credit_account = 4711, unknown_account",
    "t,  kind = 'PENDING', balance_differs",
    "t,  kind = 'NONE', malformed_transfer",
    "t,  code = 'NONE', malformed_transfer",
    "t,  pending_id = (SELECT id FROM ledger_transfer WHERE kind = 'PENDING' AND reference = 'r3'),"
        + " malformed_transfer",
    "t,  kind = 'POST', unfitting_resolution",
    "r1, amount_micros = 2000, unfitting_resolution",
    "r1, kind = 'POSTED', unfitting_resolution",
    "r1, sequence = 4711, unfitting_resolution",
    "r3, amount_micros = amount_micros - 1, balance_differs",
    "p,  amount_micros = 4001, unfitting_resolution",
    "p,  amount_micros = 2400, balance_differs",
    "p,  pending_id = '00000000-0000-8000-a000-000000000000', unfitting_resolution",
    "p,  pending_id = NULL, unfitting_resolution",
    "p,  credit_account = 4711, unfitting_resolution",
    "v,  amount_micros = 2999, unfitting_resolution",
  })
  void corruptTransferIsFound(String key, String change, String breach) {
    corrupt("UPDATE ledger_transfer SET " + change + " WHERE id = " + id(key), breach);
  }

  @ParameterizedTest
  @CsvSource({
    "d, balance_differs",
    "r1, unfitting_resolution",
    "r3, balance_differs",
    "p, balance_differs",
    "v, balance_differs"
  })
  void missingTransferIsFound(String key, String breach) {
    corrupt("DELETE FROM ledger_transfer WHERE id = " + id(key), breach);
  }

  @Test
  void idUsedTwiceIsFoundOnceNoIndexForbidsIt() {
    try (Database database = Database.open(TestDatabase.address(), 2)) {
      fill(database);
      database.execute(
          tx -> {
            tx.dsl().execute("DROP TABLE audit_transfer, deposit_reversal, transfer_reversal");
            tx.dsl()
                .execute("ALTER TABLE ledger_transfer DROP FOREIGN KEY ledger_transfer_resolves");
            tx.dsl()
                .execute(
                    "ALTER TABLE ledger_transfer DROP INDEX ledger_transfer_id,"
                        + " DROP INDEX ledger_transfer_pending");
            tx.dsl()
                .execute(
                    "INSERT INTO ledger_transfer (id, kind, pending_id, debit_account,"
                        + " credit_account, amount_micros, code, reference, booked_at) SELECT id,"
                        + " kind, pending_id, debit_account, credit_account, amount_micros, code,"
                        + " reference, booked_at FROM ledger_transfer WHERE kind = 'VOID'");
          });

      List<Breach> breaches = Entries.breaches(database);

      assertThat(breaches)
          .filteredOn(each -> each.code().equals("id_used_twice"))
          .extracting(Breach::where)
          .containsExactlyInAnyOrder(
              "ledger_transfer " + TransferId.of("v"), "ledger_transfer " + TransferId.of("r2"));
    }
  }

  @Test
  void breachSaysWhereAndWhat() {
    assertThat(breachesAfter("UPDATE ledger_transfer SET amount_micros = 0 WHERE id = " + id("d")))
        .contains(
            new Breach(
                "malformed_transfer",
                "ledger_transfer 1 (" + TransferId.of("d") + ")",
                "its amount is 0"));
  }

  private static void corrupt(String sql, String breach) {
    assertThat(breachesAfter(sql)).extracting(Breach::code).contains(breach);
  }

  private static List<Breach> breachesAfter(String sql) {
    List<Breach> breaches = new ArrayList<>();
    assertThatThrownBy(
            () ->
                DATABASE
                    .get()
                    .execute(
                        tx -> {
                          breaches.addAll(breachesAfter(tx, sql));
                          throw new Undo();
                        }))
        .isInstanceOf(Undo.class);
    return breaches;
  }

  private static List<Breach> breachesAfter(Transaction tx, String sql) {
    tx.dsl().execute(FREE_HAND);
    try {
      assertThat(tx.dsl().execute(sql)).isEqualTo(1);
      return new LedgerCheck().breaches(tx);
    } finally {
      tx.dsl().execute(BOUND);
    }
  }
}
