package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.THING;

import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What a member has flattred in their own name, from the rows of flattrs. */
final class LikedStore {

  private LikedStore() {}

  static long count(Transaction tx, MemberId donor) {
    return tx.dsl()
        .select(DSL.countDistinct(FLATTR.THING_ID))
        .from(FLATTR)
        .where(ofDonor(donor))
        .fetchSingle(row -> row.value1());
  }

  /** Those whose id is below {@code before}, the highest first. */
  static List<LikedThings.Liked> page(
      Transaction tx, MemberId donor, @Nullable Long before, int most) {
    return tx.dsl()
        .selectDistinct(THING.ID, THING.URL)
        .from(FLATTR)
        .join(THING)
        .on(THING.ID.eq(FLATTR.THING_ID))
        .where(ofDonor(donor))
        .and(before == null ? DSL.noCondition() : THING.ID.lt(before))
        .orderBy(THING.ID.desc())
        .limit(most)
        .fetch(row -> new LikedThings.Liked(row.value1(), row.value2()));
  }

  private static Condition ofDonor(MemberId donor) {
    return FLATTR
        .DONOR_ID
        .eq(donor.value())
        .and(FLATTR.STATE.in(FlattrState.sent, FlattrState.counted))
        .and(FLATTR.ANONYMOUS.isFalse());
  }
}
