package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.GivenMonth.CreatorShare;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What donors see of their months. The number of queries does not grow with the month. Thread-safe.
 */
public final class GivenMonths {

  private final Database database;
  private final Origin origin;
  private final OfferedAgain offeredAgain;

  /**
   * @param origin of this node: the ids by which remainders are decided begin with it
   */
  public GivenMonths(Database database, Origin origin, OfferedAgain offeredAgain) {
    this.database = database;
    this.origin = origin;
    this.offeredAgain = offeredAgain;
  }

  /** The months in which a donor has reserved a budget, the newest first. */
  public List<YearMonth> months(MemberId donor) {
    return database.read(tx -> GivingStore.months(tx, donor));
  }

  /**
   * A month of a donor.
   *
   * @param skip how many of the newest flattrs are left out
   * @param most how many flattrs are listed
   */
  public GivenMonth month(MemberId donor, YearMonth month, int skip, int most) {
    OfferedAgain.View again = offeredAgain.view(donor, month);
    return database.snapshot(tx -> month(tx, donor, month, skip, most, again));
  }

  private GivenMonth month(
      Transaction tx,
      MemberId donor,
      YearMonth month,
      int skip,
      int most,
      OfferedAgain.View again) {
    Optional<Reservation> reservation = GivingStore.reservation(tx, month, donor);
    @Nullable DonorShares shares =
        reservation.map(it -> new MonthShares(origin).now(tx, it)).orElse(null);
    List<Given> flattrs = FlattrStore.newest(tx, donor, month, skip, most);
    return new GivenMonth(
        month,
        reservation.orElse(null),
        FlattrStore.counts(tx, donor, month),
        flattrs,
        shares == null ? Map.of() : sharesOf(flattrs, shares),
        shares == null ? 0 : shares.givenMicros(),
        shares == null ? List.of() : byCreator(tx, shares),
        again);
  }

  private static Map<FlattrId, Long> sharesOf(List<Given> flattrs, DonorShares shares) {
    Set<FlattrId> wanted = new HashSet<>(flattrs.stream().map(Given::id).toList());
    Map<FlattrId, Long> found = new HashMap<>();
    for (int i = 0; i < shares.size(); i++) {
      FlattrId id = shares.id(i);
      if (wanted.contains(id)) {
        found.put(id, shares.shareMicros(i));
      }
    }
    return found;
  }

  private record Sum(long creator, int flattrs, long micros) {

    Sum plus(Sum other) {
      return new Sum(creator, flattrs + other.flattrs, Math.addExact(micros, other.micros));
    }
  }

  private static List<CreatorShare> byCreator(Transaction tx, DonorShares shares) {
    Map<Long, Sum> sums = new HashMap<>();
    for (int i = 0; i < shares.size(); i++) {
      long creator = shares.creator(i);
      sums.merge(creator, new Sum(creator, 1, shares.shareMicros(i)), Sum::plus);
    }
    Map<Long, Creator> creators = ThingStore.creators(tx, sums.keySet());
    return sums.values().stream()
        .sorted(Comparator.comparingLong(Sum::micros).reversed().thenComparingLong(Sum::creator))
        .map(
            sum ->
                new CreatorShare(
                    Optional.ofNullable(creators.get(sum.creator())).orElseThrow(),
                    sum.flattrs(),
                    sum.micros()))
        .toList();
  }
}
