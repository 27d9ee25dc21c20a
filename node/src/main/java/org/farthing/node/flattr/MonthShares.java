package org.farthing.node.flattr;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.Split;
import org.farthing.protocol.money.Splitter;
import org.jspecify.annotations.Nullable;

/**
 * A month's budgets split among its counted flattrs, some donors at a time: memory does not grow
 * with the month. Can be repeated at any time after the cut-off, with the same outcome. Of one
 * thread.
 */
public final class MonthShares {

  /** Donors handed out at a time. */
  private static final int DONORS_AT_ONCE = 1_000;

  private final Origin origin;
  private final Splitter splitter = new Splitter();

  /**
   * @param origin of this node: the ids by which remainders are decided begin with it
   */
  public MonthShares(Origin origin) {
    this.origin = origin;
  }

  /**
   * One donor's month.
   *
   * @param flattrs the counted ones; {@code split} has their shares in the same order
   */
  public record Donor(Reservation reservation, List<Counted> flattrs, Split split) {}

  /**
   * @param creator row id of the flattr's creator
   */
  public record Counted(FlattrId id, long creator, boolean anonymous) {}

  /**
   * The next donors with a reservation in the month, those without counted flattrs too.
   *
   * @param after the last one of those before; null to begin
   * @return in a fixed order; empty when there are no more
   */
  public List<Donor> next(Transaction tx, YearMonth period, @Nullable MemberId after) {
    List<Reservation> reservations = GivingStore.reservations(tx, period, after, DONORS_AT_ONCE);
    if (reservations.isEmpty()) {
      return List.of();
    }
    Map<MemberId, List<Counted>> flattrsOf = HashMap.newHashMap(reservations.size());
    MemberId first = reservations.getFirst().member();
    MemberId last = reservations.getLast().member();
    FlattrStore.counted(
        tx,
        period,
        first,
        last,
        (donor, flattr) -> flattrsOf.computeIfAbsent(donor, _ -> new ArrayList<>()).add(flattr));
    return reservations.stream()
        .map(each -> split(each, flattrsOf.getOrDefault(each.member(), List.of())))
        .toList();
  }

  /** The donor's share of each counted flattr if the month closed now. */
  public Donor now(Transaction tx, Reservation reservation) {
    List<Counted> flattrs = new ArrayList<>();
    MemberId donor = reservation.member();
    FlattrStore.counted(tx, reservation.period(), donor, donor, (_, flattr) -> flattrs.add(flattr));
    return split(reservation, flattrs);
  }

  private Donor split(Reservation reservation, List<Counted> flattrs) {
    List<String> ids = new ArrayList<>(flattrs.size());
    flattrs.forEach(flattr -> ids.add(flattr.id().uri(origin)));
    return new Donor(
        reservation,
        flattrs,
        splitter.split(reservation.micros(), reservation.maximumPerFlattrMicrosOrNull(), ids));
  }
}
