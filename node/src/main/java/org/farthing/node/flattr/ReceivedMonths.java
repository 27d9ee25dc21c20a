package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * What creators see of the flattrs that they get; of donors who want that no more than how many
 * there are. Thread-safe.
 */
public final class ReceivedMonths {

  private final Database database;
  private final LocalIds ids;

  public ReceivedMonths(Database database, LocalIds ids) {
    this.database = database;
    this.ids = ids;
  }

  /** A month of a creator, which may still change. */
  public ReceivedMonth month(MemberId creator, YearMonth month) {
    return database.snapshot(
        tx ->
            creator(tx, creator)
                .map(id -> ReceivedMonthStore.month(tx, id, month))
                .orElseGet(
                    () ->
                        new ReceivedMonth(
                            List.of(), ReceivedMonth.Gifts.NONE, ReceivedMonth.Gifts.NONE)));
  }

  /**
   * Some of the flattrs of a month whose donors are named: those from here, then those from
   * elsewhere.
   *
   * @param skip how many are left out
   */
  public List<ReceivedMonth.Named> named(MemberId creator, YearMonth month, int skip, int most) {
    return database.snapshot(
        tx -> creator(tx, creator).map(id -> named(tx, id, month, skip, most)).orElse(List.of()));
  }

  private List<ReceivedMonth.Named> named(
      Transaction tx, long creator, YearMonth month, int skip, int most) {
    List<ReceivedMonth.Named> named =
        new ArrayList<>(ReceivedMonthStore.namedHere(tx, ids, creator, month, skip, most));
    if (named.size() < most) {
      int here = ReceivedMonthStore.countNamedHere(tx, creator, month);
      int skipElsewhere = Math.max(0, skip - here);
      named.addAll(
          ReceivedMonthStore.namedElsewhere(
              tx, creator, month, skipElsewhere, most - named.size()));
    }
    return named;
  }

  /** The gifts of a month whose donors are named, the latest first. */
  public List<ReceivedMonth.NamedGift> namedGifts(MemberId creator, YearMonth month, int most) {
    return database.snapshot(
        tx ->
            creator(tx, creator)
                .map(id -> ReceivedMonthStore.namedGifts(tx, ids, id, month, most))
                .orElse(List.of()));
  }

  private static Optional<Long> creator(Transaction tx, MemberId member) {
    return ThingStore.creator(tx, member).map(Creator::id);
  }
}
