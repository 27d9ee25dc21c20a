package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.PAIR_MONTH;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.REVENUE;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.TAKEN_CORRECTION;
import static org.farthing.node.generated.Tables.THING;
import static org.farthing.node.generated.Tables.THING_REVENUE;

import java.time.YearMonth;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ThingShares;
import org.farthing.node.generated.enums.PairMonthTheirs;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.generated.tables.Statement;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.Earnings.ThingName;
import org.farthing.protocol.message.Dispute;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.impl.DSL;

/** What one creator here receives, read from the rows of revenue. */
final class EarningsStore {

  private static final Field<Long> LOST =
      sum(REVENUE.LOST_NET_MICROS.minus(REVENUE.RECOVERED_NET_MICROS));
  private static final Field<Long> GROSS = sum(REVENUE.GROSS_MICROS);
  private static final Field<Long> FEE = sum(REVENUE.FEE_MICROS);
  private static final Field<Long> PENDING = sum(REVENUE.PENDING_NET_MICROS);

  private EarningsStore() {}

  private static Field<Long> sum(Field<Long> micros) {
    return DSL.sum(micros).cast(Long.class);
  }

  private static Income income(Record row) {
    return new Income(0, row.get(GROSS), row.get(FEE), row.get(PENDING), row.get(LOST));
  }

  /** Oldest first. */
  static SortedMap<YearMonth, Income> months(Transaction tx, MemberId member) {
    SortedMap<YearMonth, Income> months = new TreeMap<>();
    tx.dsl()
        .select(REVENUE.PERIOD, GROSS, FEE, PENDING, LOST)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(CREATOR.MEMBER_ID.eq(member.value()))
        .groupBy(REVENUE.PERIOD)
        .forEach(row -> months.put(row.value1(), income(row)));
    return months;
  }

  /** By the peers' numbers, the most first. */
  static Map<Integer, Income> peers(
      Transaction tx, MemberId member, YearMonth first, YearMonth last) {
    Map<Integer, Income> peers = new LinkedHashMap<>();
    tx.dsl()
        .select(REVENUE.PEER_ID, GROSS, FEE, PENDING, LOST)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(CREATOR.MEMBER_ID.eq(member.value()), REVENUE.PERIOD.between(first, last))
        .groupBy(REVENUE.PEER_ID)
        .orderBy(GROSS.desc(), REVENUE.PEER_ID)
        .forEach(row -> peers.put(row.value1(), income(row)));
    return peers;
  }

  /** What things receive by a peer's statement, those that are known; none from before V40. */
  static SortedMap<Long, ThingShares.Sum> things(
      Transaction tx, MemberId member, YearMonth period, int peer) {
    Condition ofPeer =
        DSL.and(
            CREATOR.MEMBER_ID.eq(member.value()),
            THING_REVENUE.PERIOD.eq(period),
            THING_REVENUE.PEER_ID.eq(peer),
            THING_REVENUE.THING_ID.ne(ThingRevenueStore.NO_THING));
    SortedMap<Long, ThingShares.Sum> things = new TreeMap<>();
    tx.dsl()
        .select(THING_REVENUE.THING_ID, THING_REVENUE.FLATTRS, THING_REVENUE.GROSS_MICROS)
        .from(THING_REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING_REVENUE.CREATOR_ID))
        .where(ofPeer)
        .forEach(row -> things.put(row.value1(), new ThingShares.Sum(row.value2(), row.value3())));
    return things;
  }

  static Map<Long, ThingName> names(Transaction tx, Collection<Long> things) {
    return tx.dsl()
        .select(THING.ID, THING.URL, THING.TITLE)
        .from(THING)
        .where(THING.ID.in(List.copyOf(things)))
        .fetchMap(
            row -> row.value1(),
            row ->
                new ThingName(
                    row.value1(),
                    row.value2(),
                    row.value3() == null ? row.value2() : row.value3()));
  }

  /** By what the newest version of each statement has in dispute for that. */
  static long lookedIntoMicros(Transaction tx, MemberId member, YearMonth period) {
    Statement newer = STATEMENT.as("newer");
    return tx.dsl()
        .select(DSL.coalesce(sum(DISPUTE.AMOUNT_MICROS), 0L))
        .from(STATEMENT)
        .join(PAIR_MONTH)
        .on(PAIR_MONTH.PERIOD.eq(STATEMENT.PERIOD), PAIR_MONTH.PEER_ID.eq(STATEMENT.PEER_ID))
        .join(DISPUTE)
        .on(DISPUTE.STATEMENT_URI.eq(STATEMENT.URI))
        .join(RECEIVED_FLATTR)
        .on(
            RECEIVED_FLATTR.PERIOD.eq(STATEMENT.PERIOD),
            RECEIVED_FLATTR.PEER_ID.eq(STATEMENT.PEER_ID),
            RECEIVED_FLATTR.URI.eq(DISPUTE.FLATTR_URI))
        .join(CREATOR)
        .on(CREATOR.ID.eq(RECEIVED_FLATTR.CREATOR_ID))
        .leftAntiJoin(TAKEN_CORRECTION)
        .on(TAKEN_CORRECTION.FLATTR_HASH.eq(RECEIVED_FLATTR.URI_HASH))
        .where(
            STATEMENT.PERIOD.eq(period),
            STATEMENT.OURS.isFalse(),
            PAIR_MONTH.THEIRS.in(PairMonthTheirs.disputed, PairMonthTheirs.partly_agreed),
            DISPUTE.CODE.eq(Dispute.Code.FRAUD_HOLD.name()),
            DISPUTE.AMOUNT_MICROS.gt(0L),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
            CREATOR.MEMBER_ID.eq(member.value()),
            DSL.notExists(
                DSL.selectOne()
                    .from(newer)
                    .where(
                        newer.PERIOD.eq(STATEMENT.PERIOD),
                        newer.PEER_ID.eq(STATEMENT.PEER_ID),
                        newer.OURS.isFalse(),
                        newer.VERSION.gt(STATEMENT.VERSION))))
        .fetchSingle(row -> row.value1());
  }
}
