package org.farthing.node.flattr.log;

import static org.farthing.node.generated.Tables.LOG_ENTRY;
import static org.farthing.node.generated.Tables.LOG_TREE;
import static org.farthing.node.generated.Tables.NODE_START;

import java.io.ByteArrayOutputStream;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.generated.enums.LogEntryKind;
import org.farthing.node.generated.tables.records.LogEntryRecord;
import org.farthing.node.platform.database.Parts;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.settlement.TreeState;
import org.jooq.Condition;
import org.jooq.impl.DSL;

/** The rows of logs' entries and trees, and of the node's present start. */
final class LogStore {

  private static final int HASH_BYTES = 32;
  private static final byte ONLY_START = 1;

  private LogStore() {}

  /**
   * An entry with the answer that says so.
   *
   * @param answerHash of the answer's id
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Stored(LogEntry entry, byte[] answerHash) {}

  /**
   * @return false when the place is taken
   */
  static boolean insert(Transaction tx, LogKey log, LogEntry entry, byte[] answerHash) {
    return tx.dsl()
            .insertInto(LOG_ENTRY)
            .set(row(log, new Stored(entry, answerHash)))
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** Writes entries in places that are free. */
  static void insert(Transaction tx, LogKey log, List<Stored> entries) {
    for (List<Stored> part : Parts.of(entries)) {
      tx.dsl()
          .insertInto(LOG_ENTRY)
          .set(part.stream().map(each -> row(log, each)).toList())
          .execute();
    }
  }

  private static LogEntryRecord row(LogKey log, Stored stored) {
    LogEntry entry = stored.entry();
    LogEntryRecord row = new LogEntryRecord();
    row.setPeriod(log.period());
    row.setPeerId(log.peer());
    row.setOurs(log.ours());
    row.setSequence(entry.sequence());
    row.setKind(LogEntryKind.valueOf(entry.kind().name().toLowerCase(Locale.ROOT)));
    row.setFlattrUri(entry.flattr().toString());
    row.setDigest(entry.digestOrNull());
    row.setAnswerHash(stored.answerHash());
    return row;
  }

  static Optional<Stored> find(Transaction tx, LogKey log, long sequence) {
    return tx.dsl()
        .selectFrom(LOG_ENTRY)
        .where(of(log), LOG_ENTRY.SEQUENCE.eq(sequence))
        .fetchOptional(LogStore::stored);
  }

  /** Some entries in their order, from one sequence up to another. */
  static List<Stored> page(Transaction tx, LogKey log, long from, long upTo, int most) {
    return tx.dsl()
        .selectFrom(LOG_ENTRY)
        .where(of(log), LOG_ENTRY.SEQUENCE.between(from, upTo))
        .orderBy(LOG_ENTRY.SEQUENCE)
        .limit(most)
        .fetch(LogStore::stored);
  }

  private static Stored stored(LogEntryRecord row) {
    return new Stored(
        new LogEntry(
            row.getSequence(),
            LogEntry.Kind.valueOf(row.getKind().name().toUpperCase(Locale.ROOT)),
            ActivityId.of(row.getFlattrUri()),
            row.getDigest(),
            row.getPeriod()),
        row.getAnswerHash());
  }

  /** Reads the entries after one sequence up to another, in their order. */
  static void read(Transaction tx, LogKey log, long after, long upTo, Consumer<LogEntry> reader) {
    tx.stream(
        tx.dsl()
            .selectFrom(LOG_ENTRY)
            .where(of(log), LOG_ENTRY.SEQUENCE.gt(after), LOG_ENTRY.SEQUENCE.le(upTo))
            .orderBy(LOG_ENTRY.SEQUENCE),
        row -> reader.accept(stored(row).entry()));
  }

  /** The highest sequence taken, 0 when none is. */
  static long highest(Transaction tx, LogKey log) {
    return tx.dsl()
        .select(DSL.coalesce(DSL.max(LOG_ENTRY.SEQUENCE), 0L))
        .from(LOG_ENTRY)
        .where(of(log))
        .fetchSingle(row -> row.value1());
  }

  /** The flattrs that a log says are undone. */
  static Set<String> undone(Transaction tx, LogKey log) {
    return new HashSet<>(
        tx.dsl()
            .select(LOG_ENTRY.FLATTR_URI)
            .from(LOG_ENTRY)
            .where(of(log), LOG_ENTRY.KIND.eq(LogEntryKind.undo))
            .fetch(LOG_ENTRY.FLATTR_URI));
  }

  /** Those of these flattrs that a log has a receipt for. */
  static List<ActivityId> receipted(Transaction tx, LogKey log, Collection<ActivityId> flattrs) {
    return tx.dsl()
        .select(LOG_ENTRY.FLATTR_URI)
        .from(LOG_ENTRY)
        .where(
            of(log),
            LOG_ENTRY.KIND.eq(LogEntryKind.receipt),
            LOG_ENTRY.FLATTR_URI.in(flattrs.stream().map(ActivityId::toString).toList()))
        .fetch(row -> ActivityId.of(row.value1()));
  }

  private static Condition of(LogKey log) {
    return LOG_ENTRY
        .PERIOD
        .eq(log.period())
        .and(LOG_ENTRY.PEER_ID.eq(log.peer()))
        .and(LOG_ENTRY.OURS.eq(log.ours()));
  }

  /** Locks the tree of a log until the transaction ends; it begins empty. */
  static TreeState lockTree(Transaction tx, LogKey log) {
    tx.dsl()
        .insertInto(LOG_TREE)
        .columns(LOG_TREE.PERIOD, LOG_TREE.PEER_ID, LOG_TREE.OURS, LOG_TREE.SIZE, LOG_TREE.EDGE)
        .values(log.period(), log.peer(), log.ours(), 0L, new byte[0])
        .onDuplicateKeyIgnore()
        .execute();
    return tx.dsl()
        .select(LOG_TREE.SIZE, LOG_TREE.EDGE)
        .from(LOG_TREE)
        .where(ofTree(log))
        .forUpdate()
        .fetchSingle(row -> new TreeState(row.value1(), hashes(row.value2())));
  }

  static void setTree(Transaction tx, LogKey log, TreeState tree) {
    tx.dsl()
        .update(LOG_TREE)
        .set(LOG_TREE.SIZE, tree.size())
        .set(LOG_TREE.EDGE, bytes(tree.edge()))
        .where(ofTree(log))
        .execute();
  }

  static void setAgreed(Transaction tx, LogKey log, long count) {
    tx.dsl()
        .update(LOG_TREE)
        .set(LOG_TREE.AGREED, DSL.greatest(LOG_TREE.AGREED, DSL.val(count)))
        .where(ofTree(log))
        .execute();
  }

  private static Condition ofTree(LogKey log) {
    return LOG_TREE
        .PERIOD
        .eq(log.period())
        .and(LOG_TREE.PEER_ID.eq(log.peer()))
        .and(LOG_TREE.OURS.eq(log.ours()));
  }

  private static List<TreeHash> hashes(byte[] edge) {
    List<TreeHash> hashes = new ArrayList<>();
    for (int at = 0; at < edge.length; at += HASH_BYTES) {
      hashes.add(TreeHash.of(Arrays.copyOfRange(edge, at, at + HASH_BYTES)));
    }
    return hashes;
  }

  private static byte[] bytes(List<TreeHash> edge) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    edge.forEach(hash -> bytes.writeBytes(hash.bytes()));
    return bytes.toByteArray();
  }

  /** The logs that have entries in that month or a later one. */
  static List<LogKey> since(Transaction tx, YearMonth first) {
    return tx.dsl()
        .selectDistinct(LOG_ENTRY.PERIOD, LOG_ENTRY.PEER_ID, LOG_ENTRY.OURS)
        .from(LOG_ENTRY)
        .where(LOG_ENTRY.PERIOD.ge(first))
        .fetch(row -> new LogKey(row.value1(), row.value2(), row.value3()));
  }

  static void setStart(Transaction tx, UUID start) {
    tx.dsl()
        .insertInto(NODE_START)
        .columns(NODE_START.ID, NODE_START.START)
        .values(ONLY_START, start)
        .onDuplicateKeyUpdate()
        .set(NODE_START.START, start)
        .execute();
  }

  static Optional<UUID> start(Transaction tx) {
    return tx.dsl().select(NODE_START.START).from(NODE_START).fetchOptional(NODE_START.START);
  }
}
