package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.LOG_FORK;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;
import static org.farthing.node.generated.Tables.PEER;
import static org.farthing.node.generated.Tables.REAL_MONEY;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.THING;

import java.time.YearMonth;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.LogForkKind;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.AuditStore.StatementRow;
import org.farthing.protocol.message.Statement;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Messages as they were received and sent, and the rows that rest on them. */
final class EvidenceStore {

  private static final int AT_ONCE = 500;
  private static final int MOST = 100;
  private static final String DONE = "done";

  private EvidenceStore() {}

  /**
   * A message with what names it.
   *
   * @param contentHashOrNull as kept beside what was received, in lower-case hex
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Kept(
      long sequence,
      String id,
      String idHash,
      @Nullable String contentHashOrNull,
      byte[] body,
      boolean handled) {}

  record ReceivedRow(
      String uri,
      YearMonth period,
      @Nullable String digestOrNull,
      @Nullable Long giftMicrosOrNull,
      @Nullable String creatorOrNull) {}

  record GivenRow(
      YearMonth period,
      boolean counted,
      @Nullable String digestOrNull,
      @Nullable Long sequenceOrNull,
      String thing,
      @Nullable String creatorOrNull) {}

  /** Up to where what came in belongs to archived books (ADR 35); 0 when none are. */
  static long archivedInbound(Transaction tx) {
    return archived(tx, REAL_MONEY.INBOUND_SEQUENCE);
  }

  /** Up to where what was sent belongs to archived books (ADR 35); 0 when none are. */
  static long archivedOutbound(Transaction tx) {
    return archived(tx, REAL_MONEY.OUTBOUND_SEQUENCE);
  }

  private static long archived(Transaction tx, Field<Long> sequence) {
    return tx.dsl()
        .select(sequence)
        .from(REAL_MONEY)
        .where(sequence.isNotNull())
        .fetchOptional(sequence)
        .orElse(0L);
  }

  /** What came in after that sequence, in its order; empty when there is no more. */
  static List<Kept> received(Transaction tx, long after) {
    return tx.dsl()
        .select(
            INBOUND_ACTIVITY.SEQUENCE,
            INBOUND_ACTIVITY.ID,
            INBOUND_ACTIVITY.ID_HASH,
            INBOUND_ACTIVITY.CONTENT_HASH,
            INBOUND_ACTIVITY.BODY,
            INBOUND_ACTIVITY.STATE)
        .from(INBOUND_ACTIVITY)
        .where(INBOUND_ACTIVITY.SEQUENCE.gt(after))
        .orderBy(INBOUND_ACTIVITY.SEQUENCE)
        .limit(AT_ONCE)
        .fetch(
            row ->
                new Kept(
                    row.value1(),
                    row.value2(),
                    hex(row.value3()),
                    hex(row.value4()),
                    row.value5(),
                    row.value6().equals(DONE)));
  }

  /** What was sent after that sequence, in its order; empty when there is no more. */
  static List<Kept> sent(Transaction tx, long after) {
    return tx.dsl()
        .select(
            OUTBOUND_MESSAGE.SEQUENCE,
            OUTBOUND_MESSAGE.ID,
            OUTBOUND_MESSAGE.ID_HASH,
            OUTBOUND_MESSAGE.BODY)
        .from(OUTBOUND_MESSAGE)
        .where(OUTBOUND_MESSAGE.SEQUENCE.gt(after))
        .orderBy(OUTBOUND_MESSAGE.SEQUENCE)
        .limit(AT_ONCE)
        .fetch(
            row ->
                new Kept(row.value1(), row.value2(), hex(row.value3()), null, row.value4(), true));
  }

  /** Received flattrs, by the hash of their ids in hex. */
  static Map<String, ReceivedRow> receivedFlattrs(Transaction tx, Collection<String> idHashes) {
    return tx.dsl()
        .select(
            RECEIVED_FLATTR.URI_HASH,
            RECEIVED_FLATTR.URI,
            RECEIVED_FLATTR.PERIOD,
            RECEIVED_FLATTR.DIGEST,
            RECEIVED_FLATTR.GIFT_MICROS,
            CREATOR.ACTOR)
        .from(RECEIVED_FLATTR)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
        .where(
            RECEIVED_FLATTR.URI_HASH.in(idHashes.stream().map(HexFormat.of()::parseHex).toList()))
        .fetchMap(
            row -> hex(row.value1()),
            row ->
                new ReceivedRow(
                    row.value2(), row.value3(), row.value4(), row.value5(), row.value6()));
  }

  /** Received flattrs with a digest of a Like that is not there. */
  static List<String> withoutLike(Transaction tx) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI)
        .from(RECEIVED_FLATTR)
        .leftAntiJoin(INBOUND_ACTIVITY)
        .on(INBOUND_ACTIVITY.ID_HASH.eq(RECEIVED_FLATTR.URI_HASH))
        .where(RECEIVED_FLATTR.DIGEST.isNotNull())
        .limit(MOST)
        .fetch(RECEIVED_FLATTR.URI);
  }

  static Map<UUID, GivenRow> given(Transaction tx, Collection<UUID> ids) {
    return tx.dsl()
        .select(
            FLATTR.ID,
            FLATTR.PERIOD,
            FLATTR.STATE,
            FLATTR.DIGEST,
            FLATTR.SEQUENCE,
            THING.URL,
            CREATOR.ACTOR)
        .from(FLATTR)
        .join(THING)
        .on(THING.ID.eq(FLATTR.THING_ID))
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(FLATTR.ID.in(ids))
        .fetchMap(
            row -> row.value1(),
            row ->
                new GivenRow(
                    row.value2(),
                    row.value3() == FlattrState.counted,
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7()));
  }

  /** How many flattrs of each month other nodes have counted. */
  static Map<YearMonth, Long> countedElsewhere(Transaction tx) {
    return tx.dsl()
        .select(FLATTR.PERIOD, DSL.count().cast(Long.class))
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(FLATTR.STATE.eq(FlattrState.counted), CREATOR.PEER_ID.isNotNull())
        .groupBy(FLATTR.PERIOD)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** Statements by their ids. */
  static Map<String, StatementRow> statements(Transaction tx, Collection<String> ids) {
    Map<String, StatementRow> found = new HashMap<>();
    tx.dsl()
        .selectFrom(STATEMENT)
        .where(STATEMENT.URI.in(ids))
        .forEach(row -> found.put(row.getUri(), AuditStore.statement(row)));
    return found;
  }

  /** Those of which their debtor has signed another content for the same version, by id. */
  static Set<String> signedTwice(Transaction tx, Collection<Statement> statements) {
    Set<String> twice = new HashSet<>();
    for (Statement statement : statements) {
      boolean isForked =
          tx.dsl()
              .fetchExists(
                  tx.dsl()
                      .selectOne()
                      .from(LOG_FORK)
                      .join(PEER)
                      .on(PEER.ID.eq(LOG_FORK.PEER_ID))
                      .where(
                          LOG_FORK.KIND.eq(LogForkKind.statement),
                          LOG_FORK.PERIOD.eq(statement.period()),
                          LOG_FORK.PLACE.eq((long) statement.version()),
                          PEER.ACTOR.eq(statement.debtor().toString())));
      if (isForked) {
        twice.add(statement.id().toString());
      }
    }
    return twice;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
