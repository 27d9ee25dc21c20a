package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;

import java.time.YearMonth;
import java.util.List;
import java.util.UUID;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.platform.database.Transaction;
import org.jooq.Condition;

/** Queries for flattrs given to peers that their logs may say more about. */
final class UnplacedStore {

  private UnplacedStore() {}

  /** Some of the flattrs sent to a peer that it has not receipted, after one of them. */
  static List<FlattrId> unanswered(
      Transaction tx, YearMonth period, int peer, UUID after, int most) {
    return ids(
        tx,
        ofPeer(period, peer)
            .and(FLATTR.STATE.in(FlattrState.sent, FlattrState.unclaimed))
            .and(FLATTR.ID.gt(after)),
        most);
  }

  /** The flattrs sent to a peer that were taken back. */
  static List<FlattrId> undone(Transaction tx, YearMonth period, int peer) {
    return ids(
        tx, ofPeer(period, peer).and(FLATTR.STATE.eq(FlattrState.undone)), Integer.MAX_VALUE);
  }

  /** The peers that were sent a flattr in a month which may stand otherwise with them by now. */
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
        .orderBy(CREATOR.PEER_ID)
        .fetch(CREATOR.PEER_ID);
  }

  private static Condition ofPeer(YearMonth period, int peer) {
    return FLATTR.PERIOD.eq(period).and(CREATOR.PEER_ID.eq(peer)).and(FLATTR.DIGEST.isNotNull());
  }

  private static List<FlattrId> ids(Transaction tx, Condition condition, int most) {
    return tx.dsl()
        .select(FLATTR.ID)
        .from(FLATTR)
        .join(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(condition)
        .orderBy(FLATTR.ID)
        .limit(most)
        .fetch(row -> new FlattrId(row.value1()));
  }
}
