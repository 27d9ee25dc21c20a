package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.FLATTR;

import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Who here flattred what of a creator, from the rows of flattrs. */
final class ThingShareStore {

  private ThingShareStore() {}

  /** Some of the donors whose flattrs count for a creator in a month, after one of them. */
  static List<MemberId> donors(
      Transaction tx, YearMonth period, long creator, @Nullable MemberId after, int most) {
    return tx.dsl()
        .selectDistinct(FLATTR.DONOR_ID)
        .from(FLATTR)
        .where(counted(period, creator))
        .and(after == null ? DSL.noCondition() : FLATTR.DONOR_ID.gt(after.value()))
        .orderBy(FLATTR.DONOR_ID)
        .limit(most)
        .fetch(row -> new MemberId(row.value1()));
  }

  /** The things of these donors' flattrs of a creator, by the ids of the flattrs. */
  static Map<UUID, Long> things(
      Transaction tx, YearMonth period, long creator, Collection<MemberId> donors) {
    return tx.dsl()
        .select(FLATTR.ID, FLATTR.THING_ID)
        .from(FLATTR)
        .where(
            counted(period, creator),
            FLATTR.DONOR_ID.in(donors.stream().map(MemberId::value).toList()))
        .fetchMap(FLATTR.ID, FLATTR.THING_ID);
  }

  private static Condition counted(YearMonth period, long creator) {
    return DSL.and(
        FLATTR.PERIOD.eq(period),
        FLATTR.STATE.eq(FlattrState.counted),
        FLATTR.CREATOR_ID.eq(creator));
  }
}
