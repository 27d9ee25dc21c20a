package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;

/** Queries for flattrs and gifts given to peers that their logs may say more about. */
final class UnplacedStore {

  private UnplacedStore() {}

  /** Some of the flattrs and gifts sent to a peer that it has not receipted, after one of them. */
  static List<FlattrId> unanswered(
      Transaction tx, YearMonth period, int peer, UUID after, int most) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(
            ofPeer(period, peer),
            FLATTR.STATE.in(FlattrState.sent, FlattrState.unclaimed),
            FLATTR.ID.gt(after))
        .unionAll(
            tx.dsl()
                .select(GIFT.ID)
                .from(GIFT)
                .join(CREATOR)
                .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
                .where(
                    GIFT.PERIOD.eq(period),
                    CREATOR.PEER_ID.eq(peer),
                    GIFT.STATE.in(GiftState.sent, GiftState.unclaimed),
                    GIFT.ID.gt(after)))
        .orderBy(1)
        .limit(most)
        .fetch(row -> new FlattrId(row.value1()));
  }

  /** The flattrs sent to a peer that were taken back. */
  static List<FlattrId> undone(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(ofPeer(period, peer), FLATTR.STATE.eq(FlattrState.undone))
        .orderBy(FLATTR.ID)
        .fetch(row -> new FlattrId(row.value1()));
  }

  /**
   * The peers that were sent a flattr or gift in a month which may stand otherwise with them by
   * now.
   */
  static List<Integer> peersWithOpen(Transaction tx, YearMonth period) {
    return tx.dsl()
        .selectDistinct(CREATOR.PEER_ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(
            FLATTR.PERIOD.eq(period),
            FLATTR.DIGEST.isNotNull(),
            FLATTR.STATE.in(FlattrState.sent, FlattrState.unclaimed, FlattrState.undone))
        .union(
            tx.dsl()
                .selectDistinct(CREATOR.PEER_ID)
                .from(GIFT)
                .join(CREATOR)
                .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
                .where(
                    GIFT.PERIOD.eq(period),
                    GIFT.DIGEST.isNotNull(),
                    GIFT.STATE.in(GiftState.sent, GiftState.unclaimed)))
        .orderBy(1)
        .fetch(row -> row.value1());
  }

  private static Condition ofPeer(YearMonth period, int peer) {
    return FLATTR.PERIOD.eq(period).and(CREATOR.PEER_ID.eq(peer)).and(FLATTR.DIGEST.isNotNull());
  }
}
