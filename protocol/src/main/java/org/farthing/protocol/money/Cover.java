package org.farthing.protocol.money;

import java.math.BigInteger;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How much of the revenue pending from a peer may become available although the peer has paid
 * nothing for it yet (rule 9): what a node owes that peer it need not wait for.
 */
public sealed interface Cover {
  /**
   * What becomes available of what is still pending from the peer: the parts to move, oldest month
   * first, without those of which nothing moves.
   */
  <C> List<Revenue<C>> release(List<Revenue<C>> pending);

  /** All that is pending: the peer does not owe us. */
  record Everything() implements Cover {
    @Override
    public <C> List<Revenue<C>> release(List<Revenue<C>> pending) {
      List<Revenue<C>> released = new ArrayList<>();
      byMonth(pending).values().forEach(month -> addAboveZero(released, month));
      return released;
    }
  }

  /**
   * As much as our own debt to the peer. Months are released whole as long as it lasts; the first
   * that exceeds what is left of it gets that in proportion, rounded down, and later ones nothing.
   */
  record UpTo(long micros) implements Cover {
    public UpTo {
      if (micros < 0) {
        throw new IllegalArgumentException("negative cover: " + micros);
      }
    }

    @Override
    public <C> List<Revenue<C>> release(List<Revenue<C>> pending) {
      List<Revenue<C>> released = new ArrayList<>();
      long leftMicros = micros;
      for (List<Revenue<C>> month : byMonth(pending).values()) {
        long totalMicros = month.stream().mapToLong(Revenue::grossMicros).reduce(0, Math::addExact);
        if (leftMicros < totalMicros) {
          addAboveZero(released, proportion(month, leftMicros, totalMicros));
          break;
        }
        addAboveZero(released, month);
        leftMicros -= totalMicros;
      }
      return released;
    }

    private static <C> List<Revenue<C>> proportion(
        List<Revenue<C>> month, long coverMicros, long totalMicros) {
      return month.stream()
          .map(
              revenue ->
                  new Revenue<>(
                      revenue.month(),
                      revenue.creator(),
                      proportion(revenue.netMicros(), coverMicros, totalMicros),
                      proportion(revenue.feeMicros(), coverMicros, totalMicros)))
          .toList();
    }

    private static long proportion(long partMicros, long coverMicros, long totalMicros) {
      return BigInteger.valueOf(partMicros)
          .multiply(BigInteger.valueOf(coverMicros))
          .divide(BigInteger.valueOf(totalMicros))
          .longValueExact();
    }
  }

  private static <C> SortedMap<YearMonth, List<Revenue<C>>> byMonth(List<Revenue<C>> pending) {
    return pending.stream()
        .collect(Collectors.groupingBy(Revenue::month, TreeMap::new, Collectors.toList()));
  }

  private static <C> void addAboveZero(List<Revenue<C>> released, List<Revenue<C>> month) {
    month.stream().filter(revenue -> revenue.grossMicros() > 0).forEach(released::add);
  }
}
