package org.farthing.node.ledger;

import static org.farthing.node.generated.Tables.LEDGER_HORIZON;
import static org.farthing.node.generated.Tables.LEDGER_SEAL;
import static org.farthing.node.generated.Tables.LEDGER_TRANSFER;
import static org.farthing.node.generated.Tables.LEDGER_TREE;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.transparency.TreeNode;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** Queries of the seals, of their tree, and of how far they reach. */
final class SealStore {

  private SealStore() {}

  // ---- the horizon ----

  /**
   * Up to which sequence no transfer can be added; nobody else changes it until {@code tx} ends.
   */
  static long lockHorizon(Transaction tx) {
    return tx.dsl()
        .select(LEDGER_HORIZON.SEQUENCE)
        .from(LEDGER_HORIZON)
        .forUpdate()
        .fetchSingle()
        .value1();
  }

  /**
   * Whether the horizon, as it is committed now, is at or above the first of the numbers that the
   * last insert of {@code tx} was given; the others follow on it.
   */
  static boolean hasPassedWhatWasInserted(Transaction tx) {
    Field<Long> first = DSL.field("last_insert_id()", Long.class);
    return tx.dsl()
        .fetchExists(DSL.selectOne().from(LEDGER_HORIZON).where(LEDGER_HORIZON.SEQUENCE.ge(first)));
  }

  static void raiseHorizon(Transaction tx, long sequence) {
    tx.dsl().update(LEDGER_HORIZON).set(LEDGER_HORIZON.SEQUENCE, sequence).execute();
  }

  /** The highest of the next committed sequences, so many of them at most; empty when none are. */
  static OptionalLong highestOfNext(Transaction tx, long above, int most) {
    return tx
        .dsl()
        .select(LEDGER_TRANSFER.SEQUENCE)
        .from(LEDGER_TRANSFER)
        .where(LEDGER_TRANSFER.SEQUENCE.gt(above))
        .orderBy(LEDGER_TRANSFER.SEQUENCE)
        .limit(most)
        .fetch(LEDGER_TRANSFER.SEQUENCE)
        .stream()
        .mapToLong(Long::longValue)
        .max();
  }

  /** How many transfers above a sequence are committed; counting stops at {@code most}. */
  static int countAbove(Transaction tx, long sequence, int most) {
    return tx.dsl()
        .fetchCount(
            DSL.select(LEDGER_TRANSFER.SEQUENCE)
                .from(LEDGER_TRANSFER)
                .where(LEDGER_TRANSFER.SEQUENCE.gt(sequence))
                .limit(most));
  }

  /** Waits until each transfer that stands in the range is committed, or rolled back. */
  static void awaitWriters(Transaction tx, long first, long last) {
    tx.dsl()
        .select(DSL.count())
        .from(LEDGER_TRANSFER)
        .where(LEDGER_TRANSFER.SEQUENCE.between(first, last))
        .forShare()
        .fetch();
  }

  // ---- seals ----

  static Optional<StoredSeal> last(Transaction tx) {
    return tx.dsl()
        .selectFrom(LEDGER_SEAL)
        .orderBy(LEDGER_SEAL.NUMBER.desc())
        .limit(1)
        .fetchOptional(SealStore::seal);
  }

  static Optional<StoredSeal> find(Transaction tx, long number) {
    return tx.dsl()
        .selectFrom(LEDGER_SEAL)
        .where(LEDGER_SEAL.NUMBER.eq(number))
        .fetchOptional(SealStore::seal);
  }

  /** How many leaves the log has. */
  static long size(Transaction tx) {
    Long last =
        tx.dsl().select(DSL.max(LEDGER_SEAL.NUMBER)).from(LEDGER_SEAL).fetchSingle(0, Long.class);
    return last == null ? 0 : last + 1;
  }

  static List<byte[]> documents(Transaction tx, long from, int most) {
    return tx.dsl()
        .select(LEDGER_SEAL.DOCUMENT)
        .from(LEDGER_SEAL)
        .where(LEDGER_SEAL.NUMBER.ge(from))
        .orderBy(LEDGER_SEAL.NUMBER)
        .limit(most)
        .fetch(LEDGER_SEAL.DOCUMENT);
  }

  /** Hands over every seal in the order of number. */
  static void stream(Transaction tx, Consumer<StoredSeal> reader) {
    tx.stream(
        tx.dsl().selectFrom(LEDGER_SEAL).orderBy(LEDGER_SEAL.NUMBER),
        row -> reader.accept(seal(row)));
  }

  private static StoredSeal seal(Record row) {
    return new StoredSeal(
        row.get(LEDGER_SEAL.NUMBER),
        row.get(LEDGER_SEAL.LAST_SEQUENCE),
        row.get(LEDGER_SEAL.SALT),
        row.get(LEDGER_SEAL.DOCUMENT));
  }

  static void insert(Transaction tx, StoredSeal seal, Map<TreeNode, TreeHash> nodes) {
    tx.dsl()
        .insertInto(LEDGER_SEAL)
        .columns(
            LEDGER_SEAL.NUMBER, LEDGER_SEAL.LAST_SEQUENCE, LEDGER_SEAL.SALT, LEDGER_SEAL.DOCUMENT)
        .values(seal.number(), seal.lastSequence(), seal.salt(), seal.document())
        .execute();
    var insert =
        tx.dsl()
            .insertInto(LEDGER_TREE)
            .columns(LEDGER_TREE.LEVEL, LEDGER_TREE.POSITION, LEDGER_TREE.HASH);
    for (Map.Entry<TreeNode, TreeHash> each : nodes.entrySet()) {
      TreeNode node = each.getKey();
      insert = insert.values((byte) node.level(), node.index(), each.getValue().bytes());
    }
    insert.execute();
  }

  // ---- the tree ----

  /** Those of the subtrees that are there. */
  static Map<TreeNode, TreeHash> nodes(Transaction tx, Collection<TreeNode> wanted) {
    Condition any =
        DSL.or(
            wanted.stream()
                .map(
                    node ->
                        LEDGER_TREE
                            .LEVEL
                            .eq((byte) node.level())
                            .and(LEDGER_TREE.POSITION.eq(node.index())))
                .toList());
    return wanted.isEmpty() ? Map.of() : nodes(tx, any);
  }

  static Map<TreeNode, TreeHash> allNodes(Transaction tx) {
    return nodes(tx, DSL.noCondition());
  }

  private static Map<TreeNode, TreeHash> nodes(Transaction tx, Condition condition) {
    Map<TreeNode, TreeHash> found = new HashMap<>();
    tx.stream(
        tx.dsl().selectFrom(LEDGER_TREE).where(condition),
        row ->
            found.put(
                new TreeNode(row.get(LEDGER_TREE.LEVEL), row.get(LEDGER_TREE.POSITION)),
                TreeHash.of(row.get(LEDGER_TREE.HASH))));
    return found;
  }
}
