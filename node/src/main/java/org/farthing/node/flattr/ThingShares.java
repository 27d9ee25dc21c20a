package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What donors here gave the things of a creator here in a month that is split. It is not kept: it
 * follows from the split of each donor who flattred one of them, some hundreds at a time.
 */
public final class ThingShares {

  private static final int DONORS_AT_ONCE = 500;

  private ThingShares() {}

  /** What the flattrs of a thing got. */
  public record Sum(long flattrs, long micros) {

    private Sum plus(Sum other) {
      return new Sum(flattrs + other.flattrs, Math.addExact(micros, other.micros));
    }
  }

  /**
   * By the rows of things.
   *
   * @param origin of this node: the ids by which remainders are decided begin with it
   */
  public static Map<Long, Sum> of(
      Transaction tx, Origin origin, MemberId creator, YearMonth month) {
    Map<Long, Sum> sums = new HashMap<>();
    Optional<Creator> row = ThingStore.creator(tx, creator);
    if (row.isEmpty()) {
      return sums;
    }
    long id = row.get().id();
    MonthShares shares = new MonthShares(origin);
    @Nullable MemberId last = null;
    List<MemberId> donors;
    do {
      donors = ThingShareStore.donors(tx, month, id, last, DONORS_AT_ONCE);
      if (!donors.isEmpty()) {
        Map<UUID, Long> things = ThingShareStore.things(tx, month, id, donors);
        shares.of(tx, month, donors).forEach(donor -> add(sums, donor, things));
        last = donors.getLast();
      }
    } while (donors.size() == DONORS_AT_ONCE);
    return sums;
  }

  private static void add(Map<Long, Sum> sums, DonorShares donor, Map<UUID, Long> things) {
    for (int i = 0; i < donor.size(); i++) {
      Long thing = things.get(donor.id(i).uuid());
      if (thing != null) {
        sums.merge(thing, new Sum(1, donor.shareMicros(i)), Sum::plus);
      }
    }
  }
}
