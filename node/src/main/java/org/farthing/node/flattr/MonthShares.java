package org.farthing.node.flattr;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.money.FlattrIds;
import org.farthing.protocol.money.Splitter;
import org.jspecify.annotations.Nullable;

/**
 * A month's budgets split among its counted flattrs, some donors at a time, read in the order in
 * which they lie: memory does not grow with the month. Can be repeated at any time after the
 * cut-off, with the same outcome. Of one thread.
 */
public final class MonthShares {

  /** Donors handed out at a time. */
  private static final int DONORS_AT_ONCE = 1_000;

  private final Splitter splitter = new Splitter();
  private final FlattrIdText idText;

  /**
   * @param origin of this node: the ids by which remainders are decided begin with it
   */
  public MonthShares(Origin origin) {
    this.idText = FlattrIdText.of(origin);
  }

  /** Hands over each donor with a reservation in the month, in a fixed order. */
  public void each(Transaction tx, YearMonth period, Consumer<DonorShares> reader) {
    List<DonorShares> donors = next(tx, period, null);
    while (!donors.isEmpty()) {
      donors.forEach(reader);
      donors = next(tx, period, donors.getLast().reservation().member());
    }
  }

  /**
   * The next donors with a reservation in the month, those without counted flattrs too: for who
   * does something for some of them in a transaction of its own.
   *
   * @param after the last one of those before; null to begin
   * @return in a fixed order; empty when there are no more
   */
  public List<DonorShares> next(Transaction tx, YearMonth period, @Nullable MemberId after) {
    List<Reservation> reservations = GivingStore.reservations(tx, period, after, DONORS_AT_ONCE);
    if (reservations.isEmpty()) {
      return List.of();
    }
    MemberId first = reservations.getFirst().member();
    MemberId last = reservations.getLast().member();
    ByDonor flattrs = new ByDonor(reservations.size());
    FlattrStore.counted(tx, period, first, last, flattrs);
    return reservations.stream().map(each -> split(each, flattrs.of(each.member()))).toList();
  }

  /** The donor's share of each counted flattr if the month closed now. */
  public DonorShares now(Transaction tx, Reservation reservation) {
    MemberId donor = reservation.member();
    ByDonor flattrs = new ByDonor(1);
    FlattrStore.counted(tx, reservation.period(), donor, donor, flattrs);
    return split(reservation, flattrs.of(donor));
  }

  /** As {@link #each}, of some donors. */
  List<DonorShares> of(Transaction tx, YearMonth period, Collection<MemberId> donors) {
    List<Reservation> reservations = GivingStore.reservations(tx, period, donors);
    ByDonor flattrs = new ByDonor(reservations.size());
    FlattrStore.counted(tx, period, donors, flattrs);
    return reservations.stream().map(each -> split(each, flattrs.of(each.member()))).toList();
  }

  private DonorShares split(Reservation reservation, CountedFlattrs flattrs) {
    FlattrIds ids =
        new FlattrIds() {
          @Override
          public int size() {
            return flattrs.size();
          }

          @Override
          public void update(MessageDigest digest, int index) {
            digest.update(idText.of(flattrs.high(index), flattrs.low(index)));
          }
        };
    return new DonorShares(
        reservation,
        flattrs,
        splitter.split(reservation.micros(), reservation.maximumPerFlattrMicrosOrNull(), ids));
  }

  /** Puts together what comes donor by donor. */
  private static final class ByDonor implements FlattrStore.CountedReader {

    private final Map<MemberId, CountedFlattrs> byDonor;
    private byte[] donorNow = new byte[0];
    private CountedFlattrs flattrsNow = CountedFlattrs.NONE;

    ByDonor(int donors) {
      byDonor = HashMap.newHashMap(donors);
    }

    @Override
    public void read(byte[] donor, byte[] flattr, long creator, boolean anonymous) {
      if (!Arrays.equals(donor, donorNow)) {
        donorNow = donor;
        flattrsNow = new CountedFlattrs();
        byDonor.put(new MemberId(uuid(donor)), flattrsNow);
      }
      flattrsNow.add(flattr, creator, anonymous);
    }

    private static UUID uuid(byte[] bytes) {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      return new UUID(buffer.getLong(), buffer.getLong());
    }

    CountedFlattrs of(MemberId donor) {
      return byDonor.getOrDefault(donor, CountedFlattrs.NONE);
    }
  }
}
