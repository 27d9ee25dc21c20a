package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.LINE_HOLD;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.enums.LineHoldKind;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.generated.tables.records.LineHoldRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.LineHold.Kind;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of what is held back, and what it is about. */
final class LineHoldStore {

  private LineHoldStore() {}

  /** What is held of a peer's lines, oldest first. */
  static List<LineHold> of(Transaction tx, int peer) {
    return tx.dsl()
        .selectFrom(LINE_HOLD)
        .where(LINE_HOLD.PEER_ID.eq(peer))
        .orderBy(LINE_HOLD.ID)
        .fetch(LineHoldStore::hold);
  }

  static Optional<LineHold> find(Transaction tx, int peer, long id) {
    return tx.dsl()
        .selectFrom(LINE_HOLD)
        .where(LINE_HOLD.PEER_ID.eq(peer), LINE_HOLD.ID.eq(id))
        .fetchOptional(LineHoldStore::hold);
  }

  static Optional<LineHold> find(Transaction tx, int peer, Kind kind, String subject) {
    return tx.dsl()
        .selectFrom(LINE_HOLD)
        .where(
            LINE_HOLD.PEER_ID.eq(peer),
            LINE_HOLD.KIND.eq(kind(kind)),
            LINE_HOLD.SUBJECT.eq(subject))
        .fetchOptional(LineHoldStore::hold);
  }

  private static LineHold hold(LineHoldRecord row) {
    return new LineHold(
        row.getId(),
        row.getPeerId(),
        Kind.valueOf(row.getKind().getLiteral().toUpperCase(Locale.ROOT)),
        row.getSubject(),
        row.getReason(),
        row.getHeldAt());
  }

  private static LineHoldKind kind(Kind kind) {
    return LineHoldKind.valueOf(kind.name().toLowerCase(Locale.ROOT));
  }

  /** Returns whether it is new. */
  static boolean insert(
      Transaction tx, int peer, Kind kind, String subject, String reason, Instant now) {
    return tx.dsl()
            .insertInto(LINE_HOLD)
            .set(LINE_HOLD.PEER_ID, peer)
            .set(LINE_HOLD.KIND, kind(kind))
            .set(LINE_HOLD.SUBJECT, subject)
            .set(LINE_HOLD.REASON, reason)
            .set(LINE_HOLD.HELD_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static boolean delete(Transaction tx, LineHold hold) {
    return tx.dsl().deleteFrom(LINE_HOLD).where(LINE_HOLD.ID.eq(hold.id())).execute() == 1;
  }

  /**
   * Something that a peer's donors gave.
   *
   * @param counted whether it has a receipt
   */
  record Came(YearMonth period, boolean counted) {}

  static Optional<Came> came(Transaction tx, int peer, ActivityId flattr) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.PERIOD, RECEIVED_FLATTR.STATE)
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.URI_HASH.eq(Sha256.of(flattr.toString())),
            RECEIVED_FLATTR.PEER_ID.eq(peer))
        .fetchOptional(row -> new Came(row.value1(), row.value2() == ReceivedFlattrState.counted));
  }

  /** What counts of a peer's donors in a month, in descending order of address. */
  static List<LineHolds.Counted> counted(
      Transaction tx, int peer, YearMonth period, @Nullable String beforeOrNull, int most) {
    return tx.dsl()
        .select(
            RECEIVED_FLATTR.URI,
            CREATOR.ACTOR,
            RECEIVED_FLATTR.GIFT_MICROS,
            RECEIVED_FLATTR.RECEIVED_AT)
        .from(RECEIVED_FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.PEER_ID.eq(peer),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
            beforeOrNull == null ? DSL.noCondition() : RECEIVED_FLATTR.URI.lt(beforeOrNull))
        .orderBy(RECEIVED_FLATTR.URI.desc())
        .limit(most)
        .fetch(
            row -> new LineHolds.Counted(row.value1(), row.value2(), row.value3(), row.value4()));
  }

  /** The most that counts for a creator of a peer's donors in one of some months. */
  static int mostCounted(Transaction tx, int peer, ActorId creator, Collection<YearMonth> periods) {
    return tx.dsl()
        .select(DSL.count())
        .from(RECEIVED_FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
        .where(
            RECEIVED_FLATTR.PEER_ID.eq(peer),
            RECEIVED_FLATTR.PERIOD.in(periods),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
            CREATOR.ACTOR.eq(creator.toString()))
        .groupBy(RECEIVED_FLATTR.PERIOD)
        .orderBy(DSL.count().desc())
        .limit(1)
        .fetchOptional(row -> row.value1())
        .orElse(0);
  }
}
