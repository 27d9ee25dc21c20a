package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.REVENUE;
import static org.farthing.node.generated.Tables.THING_REVENUE;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.generated.tables.records.ThingRevenueRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.Findings.ThingSum;
import org.jooq.impl.DSL;

/** The rows of what things here receive by the statements of other nodes. */
final class ThingRevenueStore {

  /** Stands for whatever is no thing's: gifts, corrections, and lines that were in dispute. */
  static final long NO_THING = 0;

  private static final int AT_ONCE = 1_000;

  private ThingRevenueStore() {}

  /**
   * Keeps what a peer's agreed statement of a month gives things here, once its revenue is booked.
   * What is no thing's is what is left of each creator's.
   */
  static void replace(Transaction tx, YearMonth period, int peer, Map<Long, ThingSum> sums) {
    tx.dsl()
        .deleteFrom(THING_REVENUE)
        .where(THING_REVENUE.PERIOD.eq(period), THING_REVENUE.PEER_ID.eq(peer))
        .execute();
    Map<String, Rest> rests = rests(tx, period, peer);
    List<ThingRevenueRecord> rows = new ArrayList<>();
    sums.forEach(
        (thing, sum) -> {
          Rest rest = rests.get(sum.creator().toString());
          if (rest != null) {
            rest.micros = Math.subtractExact(rest.micros, sum.micros());
            rows.add(row(period, peer, rest.creator, thing, sum.flattrs(), sum.micros()));
          }
        });
    for (Rest rest : rests.values()) {
      if (rest.micros != 0) {
        rows.add(row(period, peer, rest.creator, NO_THING, 0, rest.micros));
      }
    }
    for (int from = 0; from < rows.size(); from += AT_ONCE) {
      List<ThingRevenueRecord> some = rows.subList(from, Math.min(rows.size(), from + AT_ONCE));
      tx.dsl().insertInto(THING_REVENUE).set(some).execute();
    }
  }

  /** What of a creator's revenue no thing has been given yet. */
  private static final class Rest {

    private final long creator;
    private long micros;

    Rest(long creator, long micros) {
      this.creator = creator;
      this.micros = micros;
    }
  }

  private static Map<String, Rest> rests(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(CREATOR.ACTOR, CREATOR.ID, REVENUE.GROSS_MICROS)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(REVENUE.PERIOD.eq(period), REVENUE.PEER_ID.eq(peer))
        .fetchMap(row -> row.value1(), row -> new Rest(row.value2(), row.value3()));
  }

  private static ThingRevenueRecord row(
      YearMonth period, int peer, long creator, long thing, long flattrs, long micros) {
    ThingRevenueRecord row = new ThingRevenueRecord();
    row.setPeriod(period);
    row.setPeerId(peer);
    row.setCreatorId(creator);
    row.setThingId(thing);
    row.setFlattrs(flattrs);
    row.setGrossMicros(micros);
    return row;
  }

  /** Of a peer's statement: what each creator here receives by it, thing by thing in all. */
  static Map<Integer, Map<Long, Long>> sums(Transaction tx, YearMonth period) {
    Map<Integer, Map<Long, Long>> sums = new HashMap<>();
    tx.dsl()
        .select(
            THING_REVENUE.PEER_ID,
            THING_REVENUE.CREATOR_ID,
            DSL.sum(THING_REVENUE.GROSS_MICROS).cast(Long.class))
        .from(THING_REVENUE)
        .where(THING_REVENUE.PERIOD.eq(period))
        .groupBy(THING_REVENUE.PEER_ID, THING_REVENUE.CREATOR_ID)
        .forEach(
            row ->
                sums.computeIfAbsent(row.value1(), _ -> new HashMap<>())
                    .put(row.value2(), row.value3()));
    return sums;
  }
}
