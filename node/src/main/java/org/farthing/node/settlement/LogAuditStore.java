package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.LOG_TREE;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.LogEntryKind;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.LogEntry;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The rows of a month's logs as they stand, and queries for what does not fit them. */
final class LogAuditStore {

  /** Of one kind of fault: who has that many has more of them than are worth a line each. */
  private static final int MOST = 100;

  private static final Condition COUNTED = RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted);

  private LogAuditStore() {}

  /**
   * The tree over a log.
   *
   * @param edge its hashes one after the other
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Tree(int peer, boolean ours, long size, byte[] edge) {}

  /** What our log of a peer comes to by its entries. */
  record Places(long entries, long highest) {}

  static Map<Integer, Places> places(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(LOG_ENTRY.PEER_ID, DSL.count(), DSL.max(LOG_ENTRY.SEQUENCE))
        .from(LOG_ENTRY)
        .where(LOG_ENTRY.PERIOD.eq(period), LOG_ENTRY.OURS.isTrue())
        .groupBy(LOG_ENTRY.PEER_ID)
        .fetchMap(row -> row.value1(), row -> new Places(row.value2(), row.value3()));
  }

  /** Received flattrs whose place in the log is not theirs. */
  static List<String> misplaced(Transaction tx, YearMonth period) {
    LogEntryKind receipt = LogEntryKind.receipt;
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI)
        .from(RECEIVED_FLATTR)
        .leftJoin(LOG_ENTRY)
        .on(
            LOG_ENTRY.PERIOD.eq(RECEIVED_FLATTR.PERIOD),
            LOG_ENTRY.PEER_ID.eq(RECEIVED_FLATTR.PEER_ID),
            LOG_ENTRY.OURS.isTrue(),
            LOG_ENTRY.SEQUENCE.eq(RECEIVED_FLATTR.SEQUENCE))
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.SEQUENCE.gt(0L),
            DSL.or(
                LOG_ENTRY.SEQUENCE.isNull(),
                LOG_ENTRY.FLATTR_URI.ne(RECEIVED_FLATTR.URI),
                COUNTED.and(LOG_ENTRY.KIND.ne(receipt)),
                COUNTED.not().and(LOG_ENTRY.KIND.eq(receipt)),
                COUNTED.and(LOG_ENTRY.DIGEST.ne(RECEIVED_FLATTR.DIGEST))))
        .limit(MOST)
        .fetch(RECEIVED_FLATTR.URI);
  }

  /** Flattrs given to peers whose receipt is not in this node's copy of the peer's log. */
  static List<UUID> unreceipted(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .leftJoin(LOG_ENTRY)
        .on(
            LOG_ENTRY.PERIOD.eq(FLATTR.PERIOD),
            LOG_ENTRY.PEER_ID.eq(CREATOR.PEER_ID),
            LOG_ENTRY.OURS.isFalse(),
            LOG_ENTRY.SEQUENCE.eq(FLATTR.SEQUENCE),
            LOG_ENTRY.KIND.eq(LogEntryKind.receipt))
        .where(
            FLATTR.PERIOD.eq(period),
            FLATTR.STATE.eq(FlattrState.counted),
            CREATOR.PEER_ID.isNotNull(),
            DSL.or(LOG_ENTRY.SEQUENCE.isNull(), LOG_ENTRY.DIGEST.ne(FLATTR.DIGEST)))
        .limit(MOST)
        .fetch(FLATTR.ID);
  }

  static List<Tree> trees(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(LOG_TREE.PEER_ID, LOG_TREE.OURS, LOG_TREE.SIZE, LOG_TREE.EDGE)
        .from(LOG_TREE)
        .where(LOG_TREE.PERIOD.eq(period))
        .fetch(row -> new Tree(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** Reads the entries that a tree says to be over. */
  static void entries(Transaction tx, YearMonth period, Tree tree, Consumer<LogEntry> reader) {
    tx.stream(
        tx.dsl()
            .select(LOG_ENTRY.SEQUENCE, LOG_ENTRY.KIND, LOG_ENTRY.FLATTR_URI, LOG_ENTRY.DIGEST)
            .from(LOG_ENTRY)
            .where(
                LOG_ENTRY.PERIOD.eq(period),
                LOG_ENTRY.PEER_ID.eq(tree.peer()),
                LOG_ENTRY.OURS.eq(tree.ours()),
                LOG_ENTRY.SEQUENCE.le(tree.size()))
            .orderBy(LOG_ENTRY.SEQUENCE),
        row ->
            reader.accept(
                new LogEntry(
                    row.value1(),
                    LogEntry.Kind.valueOf(row.value2().name().toUpperCase(Locale.ROOT)),
                    ActivityId.of(row.value3()),
                    row.value4(),
                    period)));
  }
}
