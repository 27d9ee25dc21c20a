package org.farthing.node.settlement.line;

import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.STATEMENT_BLOCK;

import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Gatherers;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.TreeHash;
import org.jooq.Condition;
import org.jooq.Record5;
import org.jooq.impl.DSL;

/** The rows of blocks of lines, and what lines are derived from besides shares. */
final class LineStore {

  private static final int CREATORS_AT_ONCE = 1_000;

  private LineStore() {}

  static void insert(Transaction tx, List<Block> blocks) {
    var insert =
        tx.dsl()
            .insertInto(
                STATEMENT_BLOCK,
                STATEMENT_BLOCK.PERIOD,
                STATEMENT_BLOCK.PEER_ID,
                STATEMENT_BLOCK.VERSION,
                STATEMENT_BLOCK.BLOCK,
                STATEMENT_BLOCK.FIRST_FLATTR,
                STATEMENT_BLOCK.LINE_COUNT,
                STATEMENT_BLOCK.GROSS_MICROS,
                STATEMENT_BLOCK.ROOT,
                STATEMENT_BLOCK.PACKED);
    for (Block block : blocks) {
      Slot slot = block.slot();
      Block.Head head = block.head();
      insert =
          insert.values(
              slot.period(),
              slot.peer(),
              slot.version(),
              head.number(),
              head.firstFlattr(),
              head.lines(),
              head.grossMicros(),
              head.root().bytes(),
              block.packed());
    }
    insert.execute();
  }

  /** Deletes the blocks of a month's first statements. */
  static void delete(Transaction tx, YearMonth period) {
    tx.dsl()
        .deleteFrom(STATEMENT_BLOCK)
        .where(STATEMENT_BLOCK.PERIOD.eq(period), STATEMENT_BLOCK.VERSION.eq(Slot.FIRST_VERSION))
        .execute();
  }

  /** In their order. */
  static List<Block.Head> heads(Transaction tx, Slot slot) {
    return heads(tx, isOf(slot));
  }

  private static List<Block.Head> heads(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            STATEMENT_BLOCK.BLOCK,
            STATEMENT_BLOCK.FIRST_FLATTR,
            STATEMENT_BLOCK.LINE_COUNT,
            STATEMENT_BLOCK.GROSS_MICROS,
            STATEMENT_BLOCK.ROOT)
        .from(STATEMENT_BLOCK)
        .where(condition)
        .orderBy(STATEMENT_BLOCK.BLOCK)
        .fetch(LineStore::head);
  }

  static Optional<byte[]> packed(Transaction tx, Slot slot, int block) {
    return tx.dsl()
        .select(STATEMENT_BLOCK.PACKED)
        .from(STATEMENT_BLOCK)
        .where(isOf(slot), STATEMENT_BLOCK.BLOCK.eq(block))
        .fetchOptional(STATEMENT_BLOCK.PACKED);
  }

  static Optional<Block> block(Transaction tx, Slot slot, int block) {
    return heads(tx, DSL.and(isOf(slot), STATEMENT_BLOCK.BLOCK.eq(block))).stream()
        .findFirst()
        .flatMap(head -> packed(tx, slot, block).map(packed -> new Block(slot, head, packed)));
  }

  /** How many blocks of a month's first statements are kept, by peer. */
  static Map<Integer, Integer> blocksOf(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(STATEMENT_BLOCK.PEER_ID, DSL.count())
        .from(STATEMENT_BLOCK)
        .where(STATEMENT_BLOCK.PERIOD.eq(period), STATEMENT_BLOCK.VERSION.eq(Slot.FIRST_VERSION))
        .groupBy(STATEMENT_BLOCK.PEER_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  private static Condition isOf(Slot slot) {
    return DSL.and(
        STATEMENT_BLOCK.PERIOD.eq(slot.period()),
        STATEMENT_BLOCK.PEER_ID.eq(slot.peer()),
        STATEMENT_BLOCK.VERSION.eq(slot.version()));
  }

  private static Block.Head head(Record5<Integer, UUID, Integer, Long, byte[]> row) {
    return new Block.Head(
        row.value1(), row.value2(), row.value3(), row.value4(), TreeHash.of(row.value5()));
  }

  /** The newest statement of a month to a peer, if it has lines. */
  static Optional<Slot> newest(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(DSL.max(STATEMENT_BLOCK.VERSION))
        .from(STATEMENT_BLOCK)
        .where(STATEMENT_BLOCK.PERIOD.eq(period), STATEMENT_BLOCK.PEER_ID.eq(peer))
        .fetchOptional(DSL.max(STATEMENT_BLOCK.VERSION))
        .map(version -> new Slot(period, peer, version));
  }

  static CreatorsElsewhere creatorsElsewhere(Transaction tx) {
    CreatorsElsewhere creators = new CreatorsElsewhere();
    tx.scan(
        tx.dsl()
            .select(CREATOR.ID, CREATOR.PEER_ID)
            .from(CREATOR)
            .where(CREATOR.PEER_ID.isNotNull()),
        row -> creators.add(row.getLong(1), row.getInt(2)));
    return creators;
  }

  /** The statements that the corrections of a month make up for, by their flattrs. */
  static Map<UUID, String> corrected(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(CORRECTION.FLATTR_ID, CORRECTION.STATEMENT_URI)
        .from(CORRECTION)
        .where(CORRECTION.PERIOD.eq(period))
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** The month whose statement makes up for a flattr or gift. */
  static Optional<YearMonth> correctedIn(Transaction tx, FlattrId flattr) {
    return tx.dsl()
        .select(CORRECTION.PERIOD)
        .from(CORRECTION)
        .where(CORRECTION.FLATTR_ID.eq(flattr.uuid()))
        .fetchOptional(CORRECTION.PERIOD);
  }

  /** The actor ids of creators. */
  static Map<Long, String> actors(Transaction tx, Collection<Long> creators) {
    Map<Long, String> actors = HashMap.newHashMap(creators.size());
    creators.stream()
        .gather(Gatherers.windowFixed(CREATORS_AT_ONCE))
        .forEach(
            some ->
                tx.dsl()
                    .select(CREATOR.ID, CREATOR.ACTOR)
                    .from(CREATOR)
                    .where(CREATOR.ID.in(some))
                    .forEach(row -> actors.put(row.value1(), row.value2())));
    return actors;
  }
}
