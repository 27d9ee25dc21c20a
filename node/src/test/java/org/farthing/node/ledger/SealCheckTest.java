package org.farthing.node.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.farthing.node.ledger.Entries.deposit;
import static org.farthing.node.ledger.Entries.post;
import static org.farthing.node.ledger.Entries.reserve;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.transparency.LedgerSeal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Changes what is sealed as somebody with the database's password could, triggers off. */
final class SealCheckTest {
  @RegisterExtension static final TestDatabase DATABASE = new TestDatabase();

  private static final String FREE_HAND =
      "SET SESSION check_constraint_checks = 0, foreign_key_checks = 0, unique_checks = 0";
  private static final String BOUND =
      "SET SESSION check_constraint_checks = 1, foreign_key_checks = 1, unique_checks = 1";

  private static SealFixture node;

  private static final class Undo extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** Four seals, each over two transfers with a free number between them. */
  @BeforeAll
  static void fill() {
    node = new SealFixture(DATABASE.get());
    for (String each : List.of("a", "b", "c", "d")) {
      node.book(deposit(each, "ann", 10_000));
      leaveOutANumber();
      node.book(reserve("r" + each, "ann", 4_000));
      node.seals.sealAll();
    }
    node.book(post("p", "ra", 2_500));
    DATABASE
        .get()
        .execute(
            tx ->
                List.of(
                        "ledger_transfer_no_update",
                        "ledger_transfer_no_delete",
                        "ledger_seal_no_update",
                        "ledger_seal_no_delete",
                        "ledger_tree_no_update",
                        "ledger_tree_no_delete")
                    .forEach(trigger -> tx.dsl().execute("DROP TRIGGER " + trigger)));
  }

  private static void leaveOutANumber() {
    assertThatThrownBy(
            () ->
                DATABASE
                    .get()
                    .execute(
                        tx -> {
                          new Ledger().book(tx, deposit("never", "ann", 1)).orThrow();
                          throw new Undo();
                        }))
        .isInstanceOf(Undo.class);
  }

  @Test
  void whatIsAsItWasSealedHasNoBreach() {
    assertThat(node.sealed())
        .hasSize(4)
        .allMatch(seal -> seal.last() - seal.first() == 2 || seal.first() == 1);
    assertThat(node.breaches()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "amount_micros = amount_micros + 1",
    "booked_at = booked_at + INTERVAL 1 MICROSECOND",
    "reference = 'other'",
    "reference = 'B'",
    "period = '2026-11'",
    "period = NULL",
    "code = 'RECEIVE'",
    "kind = 'PENDING'",
    "id = '00000000-0000-8000-a000-000000000000'",
    "credit_account = credit_account + 1",
    "sequence = sequence + 1",
  })
  void anythingChangedInASealedTransferIsFound(String change) {
    assertThat(
            breachesAfter(
                "UPDATE ledger_transfer SET %s WHERE id = '%s'"
                    .formatted(change, TransferId.of("b"))))
        .contains("seal_broken ledger_seal 1");
  }

  @Test
  void aRenamedAccountOfSealedTransfersIsFound() {
    assertThat(breachesAfter("UPDATE ledger_account SET code = 'stated:1' WHERE code = 'bank'"))
        .contains("seal_broken ledger_seal 0", "seal_broken ledger_seal 3");
  }

  @Test
  void aRemovedTransferIsFound() {
    assertThat(
            breachesAfter("DELETE FROM ledger_transfer WHERE id = '" + TransferId.of("rd") + "'"))
        .containsExactly("seal_broken ledger_seal 3");
  }

  @Test
  void aTransferPutIntoAFreeNumberIsFound() {
    assertThat(
            breachesAfter(
                "INSERT INTO ledger_transfer (sequence, id, kind, debit_account, credit_account,"
                    + " amount_micros, code, reference, booked_at) SELECT sequence + 1, UUID(),"
                    + " kind, debit_account, credit_account, amount_micros, code, reference,"
                    + " booked_at FROM ledger_transfer WHERE id = '"
                    + TransferId.of("c")
                    + "'"))
        .containsExactly("seal_broken ledger_seal 2");
  }

  @Test
  void whatIsNotSealedYetIsNoneOfItsBusiness() {
    assertThat(
            breachesAfter(
                "UPDATE ledger_transfer SET amount_micros = 1 WHERE id = '"
                    + TransferId.of("p")
                    + "'"))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "document = REPLACE(document, '\"transfers\":2', '\"transfers\":1') | seal_unsigned"
            + " ledger_seal 1",
        "document = REPLACE(document, '\"transfers\":2', '\"transfers\":1') | seal_changed"
            + " ledger_seal 1",
        "document = REPLACE(document, '\"transfers\":2', '\"transfers\":1') | seal_chain"
            + " ledger_seal 2",
        "document = REPLACE(document, ',', ', ') | seal_changed ledger_seal 1",
        "document = REPLACE(document, '\"number\":1', '\"number\":7') | seal_malformed ledger_seal"
            + " 1",
        "document = '{}' | seal_malformed ledger_seal 1",
        "document = 'x' | seal_malformed ledger_seal 1",
        "last_sequence = 4711 | seal_malformed ledger_seal 1",
        "salt = REPEAT('x', 32) | seal_broken ledger_seal 1",
        "number = 9 | seal_missing ledger_seal 1",
        "number = 9 | seal_added ledger_seal 9",
      })
  void aChangedSealIsFound(String change, String breach) {
    assertThat(breachesAfter("UPDATE ledger_seal SET " + change + " WHERE number = 1"))
        .contains(breach);
  }

  @ParameterizedTest
  @CsvSource({
    "0, seal_missing ledger_seal 0",
    "2, seal_missing ledger_seal 2",
    "3, seal_missing ledger_seal 3"
  })
  void aMissingSealIsFound(int number, String breach) {
    assertThat(breachesAfter("DELETE FROM ledger_seal WHERE number = " + number)).contains(breach);
  }

  @ParameterizedTest
  @CsvSource({
    "hash = REPEAT('x' 32) WHERE level = 0 AND position = 3, seal_changed ledger_seal 3",
    "hash = REPEAT('x' 32) WHERE level = 2 AND position = 0, 'tree_differs ledger_tree 2, 0'",
    "level = 3 WHERE level = 2, 'tree_differs ledger_tree 2, 0'",
  })
  void aChangedTreeIsFound(String change, String breach) {
    assertThat(breachesAfter("UPDATE ledger_tree SET " + change.replace("'x' 32", "'x', 32")))
        .contains(breach);
  }

  /** By somebody who has the node's key and its database, but not the ledger's past. */
  @Test
  void aSealMadeAnewOverOtherTransfersIsFoundThoughItsSignatureHolds() {
    List<String> breaches =
        breachesAfter(
            tx -> {
              LedgerSeal old = node.sealed().get(1);
              LedgerSeal forged =
                  new LedgerSeal(
                      1, old.first(), old.last(), 1, "00".repeat(32), old.previousOrNull());
              resign(tx, forged);
            });

    assertThat(breaches)
        .contains("seal_changed ledger_seal 1", "seal_chain ledger_seal 2")
        .doesNotContain("seal_unsigned ledger_seal 1");
  }

  @Test
  void aSealMadeAnewWithItsLeafStillPartsFromTheSealAfterIt() {
    List<String> breaches =
        breachesAfter(
            tx -> {
              LedgerSeal old = node.sealed().get(1);
              byte[] document =
                  resign(
                      tx,
                      new LedgerSeal(
                          1,
                          old.first(),
                          old.last(),
                          old.transfers(),
                          "00".repeat(32),
                          old.previousOrNull()));
              tx.dsl()
                  .execute(
                      "UPDATE ledger_tree SET hash = UNHEX('%s') WHERE level = 0 AND position = 1"
                          .formatted(MerkleTree.leafHash(document)));
            });

    assertThat(breaches).contains("seal_chain ledger_seal 2", "tree_differs ledger_tree 1, 0");
  }

  private static byte[] resign(Transaction tx, LedgerSeal seal) {
    byte[] document =
        CanonicalJson.of(
            new ActivitySigner(node.keys, InstantSource.system())
                .sign(tx, seal.toDocument(), node.ids.node()));
    tx.dsl()
        .execute(
            "UPDATE ledger_seal SET document = UNHEX('%s') WHERE number = %d"
                .formatted(HexFormat.of().formatHex(document), seal.number()));
    return document;
  }

  @Test
  void sealsOfRetiredKeysStillHold() {
    SealFixture other =
        new SealFixture(
            org.farthing.node.platform.database.Database.open(TestDatabase.address(), 4));
    try (var _ = other.database) {
      other.book(deposit("a", "ann", 1));
      other.seals.sealAll();
      other.keys.rotate(other.ids.node());
      other.book(deposit("b", "ann", 1));
      other.seals.sealAll();

      assertThat(Json.newObject(other.document(1)).build().toString()).contains("ed25519-key-2");
      assertThat(other.breaches()).isEmpty();
    }
  }

  private static List<String> breachesAfter(String sql) {
    return breachesAfter(tx -> assertThat(tx.dsl().execute(sql)).isEqualTo(1));
  }

  private static List<String> breachesAfter(Consumer<Transaction> change) {
    List<Breach> breaches = new ArrayList<>();
    assertThatThrownBy(
            () ->
                DATABASE
                    .get()
                    .execute(
                        tx -> {
                          tx.dsl().execute(FREE_HAND);
                          change.accept(tx);
                          breaches.addAll(node.breaches(tx));
                          tx.dsl().execute(BOUND);
                          throw new Undo();
                        }))
        .isInstanceOf(Undo.class);
    return breaches.stream().map(each -> each.code() + " " + each.where()).toList();
  }
}
