package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CORRECTION;
import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.MONTH_CLOSE;
import static org.farthing.node.generated.Tables.MONTH_GATE;
import static org.farthing.node.generated.Tables.MONTH_SUM;
import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.RECEIPT_LOG;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.RESERVATION;
import static org.farthing.node.generated.Tables.REVENUE;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.STATEMENT_BLOCK;

import java.time.Instant;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.farthing.node.generated.enums.MonthCloseStage;
import org.farthing.node.generated.tables.records.StatementRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.Slot;
import org.farthing.protocol.message.Statement;
import org.jooq.TableField;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a month's books as they stand, unjudged. An audit reads the tables of other features
 * too, with queries of its own, so that it trusts none of the code that it checks.
 */
final class AuditStore {

  private AuditStore() {}

  record ReservationRow(
      UUID member,
      long micros,
      UUID transfer,
      @Nullable Integer countedOrNull,
      @Nullable Long givenOrNull) {}

  record Given(long counted, long micros) {}

  record SumRow(
      long creator,
      long counted,
      long grossMicros,
      @Nullable UUID memberOrNull,
      @Nullable Integer peerOrNull) {

    CloseStore.Sum asSum() {
      return new CloseStore.Sum(creator, counted, grossMicros);
    }

    boolean isOfMember() {
      return memberOrNull != null;
    }
  }

  record RevenueRow(
      long creator,
      int peer,
      @Nullable UUID memberOrNull,
      long grossMicros,
      long feeMicros,
      long pendingNetMicros,
      long pendingFeeMicros,
      long lostNetMicros,
      long lostFeeMicros,
      long recoveredNetMicros,
      long recoveredFeeMicros) {

    long netMicros() {
      return grossMicros - feeMicros;
    }
  }

  record StatementRow(
      String uri,
      int version,
      long count,
      long grossMicros,
      String root,
      String lines,
      String policy,
      @Nullable String previousOrNull) {

    static StatementRow of(Statement statement) {
      return new StatementRow(
          statement.id().toString(),
          statement.version(),
          statement.count(),
          statement.gross().micros(),
          statement.root(),
          statement.lines().toString(),
          statement.policy(),
          statement.previous().map(Object::toString).orElse(null));
    }
  }

  record CloseRow(Instant cutOffAt, @Nullable Instant closedAtOrNull) {}

  /** All months that any row of the books names, oldest first. */
  static SortedSet<YearMonth> periods(Transaction tx) {
    SortedSet<YearMonth> periods = new TreeSet<>();
    Stream.<TableField<?, YearMonth>>of(
            FLATTR.PERIOD,
            RECEIVED_FLATTR.PERIOD,
            RECEIPT_LOG.PERIOD,
            RESERVATION.PERIOD,
            GIFT.PERIOD,
            CORRECTION.PERIOD,
            MONTH_CLOSE.PERIOD,
            MONTH_SUM.PERIOD,
            REVENUE.PERIOD,
            PAIR_MONTH.PERIOD,
            STATEMENT.PERIOD)
        .forEach(
            period ->
                periods.addAll(
                    tx.dsl().selectDistinct(period).from(period.getTable()).fetch(period)));
    return periods;
  }

  static List<ReservationRow> reservations(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            RESERVATION.MEMBER_ID,
            RESERVATION.AMOUNT_MICROS,
            RESERVATION.TRANSFER_ID,
            RESERVATION.COUNTED,
            RESERVATION.GIVEN_MICROS)
        .from(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period))
        .orderBy(RESERVATION.MEMBER_ID)
        .fetch(
            row ->
                new ReservationRow(
                    row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }

  /** What the reservations and gifts of a month gave in all. */
  static Given given(Transaction tx, YearMonth period) {
    Given shares = givenOfBudgets(tx, period);
    Given gifts = GiftAuditStore.given(tx, period);
    return new Given(
        shares.counted() + gifts.counted(), Math.addExact(shares.micros(), gifts.micros()));
  }

  private static Given givenOfBudgets(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            DSL.coalesce(DSL.sum(RESERVATION.COUNTED), 0).cast(Long.class),
            DSL.coalesce(DSL.sum(RESERVATION.GIVEN_MICROS), 0).cast(Long.class))
        .from(RESERVATION)
        .where(RESERVATION.PERIOD.eq(period))
        .fetchSingle(row -> new Given(row.value1(), row.value2()));
  }

  static List<SumRow> sums(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            MONTH_SUM.CREATOR_ID,
            MONTH_SUM.COUNTED,
            MONTH_SUM.GROSS_MICROS,
            CREATOR.MEMBER_ID,
            CREATOR.PEER_ID)
        .from(MONTH_SUM)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(MONTH_SUM.CREATOR_ID))
        .where(MONTH_SUM.PERIOD.eq(period))
        .orderBy(MONTH_SUM.CREATOR_ID)
        .fetch(
            row ->
                new SumRow(row.value1(), row.value2(), row.value3(), row.value4(), row.value5()));
  }

  static List<RevenueRow> revenue(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            REVENUE.CREATOR_ID,
            REVENUE.PEER_ID,
            CREATOR.MEMBER_ID,
            REVENUE.GROSS_MICROS,
            REVENUE.FEE_MICROS,
            REVENUE.PENDING_NET_MICROS,
            REVENUE.PENDING_FEE_MICROS,
            REVENUE.LOST_NET_MICROS,
            REVENUE.LOST_FEE_MICROS,
            REVENUE.RECOVERED_NET_MICROS,
            REVENUE.RECOVERED_FEE_MICROS)
        .from(REVENUE)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(REVENUE.PERIOD.eq(period))
        .orderBy(REVENUE.CREATOR_ID, REVENUE.PEER_ID)
        .fetch(
            row ->
                new RevenueRow(
                    row.value1(),
                    row.value2(),
                    row.value3(),
                    row.value4(),
                    row.value5(),
                    row.value6(),
                    row.value7(),
                    row.value8(),
                    row.value9(),
                    row.value10(),
                    row.value11()));
  }

  /** Net and fee that are pending from each peer, of all months. */
  static Map<Integer, Long> pendingByPeer(Transaction tx) {
    return tx.dsl()
        .select(
            REVENUE.PEER_ID,
            DSL.sum(REVENUE.PENDING_NET_MICROS.plus(REVENUE.PENDING_FEE_MICROS)).cast(Long.class))
        .from(REVENUE)
        .groupBy(REVENUE.PEER_ID)
        .fetchMap(row -> row.value1(), row -> row.value2());
  }

  /** Net and fee that are pending from a peer, of months up to that one. */
  static long pending(Transaction tx, int peer, YearMonth upTo) {
    return tx.dsl()
        .select(
            DSL.coalesce(DSL.sum(REVENUE.PENDING_NET_MICROS.plus(REVENUE.PENDING_FEE_MICROS)), 0)
                .cast(Long.class))
        .from(REVENUE)
        .where(REVENUE.PEER_ID.eq(peer), REVENUE.PERIOD.le(upTo))
        .fetchSingle(row -> row.value1());
  }

  /** Our statements of a month or those to us, the newest for each peer. */
  static Map<Integer, StatementRow> statements(Transaction tx, YearMonth period, boolean ours) {
    Map<Integer, StatementRow> newest = new HashMap<>();
    tx.dsl()
        .selectFrom(STATEMENT)
        .where(STATEMENT.PERIOD.eq(period), STATEMENT.OURS.eq(ours))
        .orderBy(STATEMENT.VERSION)
        .forEach(row -> newest.put(row.getPeerId(), statement(row)));
    return newest;
  }

  static StatementRow statement(StatementRecord row) {
    return new StatementRow(
        row.getUri(),
        row.getVersion(),
        row.getLineCount(),
        row.getGrossMicros(),
        row.getRoot(),
        row.getLinesUri(),
        row.getPolicy(),
        row.getPrevious());
  }

  /** Statements that blocks of lines name and that are not there, though their month is stated. */
  static List<Slot> linesOfNoStatement(Transaction tx) {
    return tx.dsl()
        .selectDistinct(STATEMENT_BLOCK.PERIOD, STATEMENT_BLOCK.PEER_ID, STATEMENT_BLOCK.VERSION)
        .from(STATEMENT_BLOCK)
        .join(MONTH_CLOSE)
        .on(
            MONTH_CLOSE.PERIOD.eq(STATEMENT_BLOCK.PERIOD),
            MONTH_CLOSE.STAGE.in(MonthCloseStage.stated, MonthCloseStage.closed))
        .leftAntiJoin(STATEMENT)
        .on(
            STATEMENT.PERIOD.eq(STATEMENT_BLOCK.PERIOD),
            STATEMENT.PEER_ID.eq(STATEMENT_BLOCK.PEER_ID),
            STATEMENT.VERSION.eq(STATEMENT_BLOCK.VERSION),
            STATEMENT.OURS.isTrue())
        .fetch(row -> new Slot(row.value1(), row.value2(), row.value3()));
  }

  static Optional<CloseRow> close(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(MONTH_CLOSE.CUT_OFF_AT, MONTH_CLOSE.CLOSED_AT)
        .from(MONTH_CLOSE)
        .where(MONTH_CLOSE.PERIOD.eq(period))
        .fetchOptional(row -> new CloseRow(row.value1(), row.value2()));
  }

  /** Whether the month takes no changes any more. */
  static boolean isShut(Transaction tx, YearMonth period) {
    return tx.dsl()
        .fetchExists(MONTH_GATE, MONTH_GATE.PERIOD.eq(period), MONTH_GATE.CUT_OFF.isTrue());
  }
}
