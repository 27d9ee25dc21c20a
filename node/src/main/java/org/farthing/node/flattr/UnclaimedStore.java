package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;

import java.time.YearMonth;
import java.util.List;
import org.farthing.node.flattr.ReceivedStore.Kept;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.WaitingCode;
import org.jooq.Condition;

/** The rows of flattrs from elsewhere that wait until a thing is shown to be its creator's. */
final class UnclaimedStore {

  private UnclaimedStore() {}

  /**
   * The months in which some wait. Waits for those that are being stored: whoever stores one looks
   * for its creator once more after that, so that one of both sees the other.
   */
  static List<YearMonth> months(Transaction tx, Subject subject) {
    return tx
        .dsl()
        .select(RECEIVED_FLATTR.PERIOD)
        .from(RECEIVED_FLATTR)
        .where(waitsFor(subject))
        .forUpdate()
        .fetch(RECEIVED_FLATTR.PERIOD)
        .stream()
        .distinct()
        .sorted()
        .toList();
  }

  /** The peers whose donors' flattrs wait in a month. */
  static List<Integer> peers(Transaction tx, Subject subject, YearMonth period) {
    return tx.dsl()
        .selectDistinct(RECEIVED_FLATTR.PEER_ID)
        .from(RECEIVED_FLATTR)
        .where(waitsFor(subject), RECEIVED_FLATTR.PERIOD.eq(period))
        .orderBy(RECEIVED_FLATTR.PEER_ID)
        .fetch(RECEIVED_FLATTR.PEER_ID);
  }

  /** What waits of a peer's donors in a month. */
  static List<Kept> waiting(Transaction tx, Subject subject, YearMonth period, int peer) {
    return tx.dsl()
        .selectFrom(RECEIVED_FLATTR)
        .where(waits(subject, period, peer))
        .orderBy(RECEIVED_FLATTR.URI)
        .fetch(ReceivedStore::kept);
  }

  /** The creator of what waits is known. */
  static void setCreator(
      Transaction tx, Subject subject, YearMonth period, int peer, long thing, long creator) {
    tx.dsl()
        .update(RECEIVED_FLATTR)
        .set(RECEIVED_FLATTR.THING_ID, thing)
        .set(RECEIVED_FLATTR.CREATOR_ID, creator)
        .where(waits(subject, period, peer))
        .execute();
  }

  private static Condition waits(Subject subject, YearMonth period, int peer) {
    return waitsFor(subject)
        .and(RECEIVED_FLATTR.PERIOD.eq(period))
        .and(RECEIVED_FLATTR.PEER_ID.eq(peer));
  }

  private static Condition waitsFor(Subject subject) {
    return RECEIVED_FLATTR
        .SUBJECT_HASH
        .eq(subject.hash())
        .and(RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.waiting))
        .and(RECEIVED_FLATTR.CODE.eq(WaitingCode.UNKNOWN_CREATOR.code()));
  }
}
