package org.farthing.node.settlement;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.OneOff;
import org.farthing.node.platform.LongNumbers;

/** What a month's split and its gifts give each creator, added up donor by donor. Of one thread. */
final class MonthSums {

  private final LongNumbers creators = new LongNumbers();
  private long[] counted = new long[64];
  private long[] grossMicros = new long[64];

  void add(DonorShares donor) {
    for (int i = 0; i < donor.size(); i++) {
      add(donor.creator(i), donor.shareMicros(i));
    }
  }

  void add(OneOff gift) {
    add(gift.creator(), gift.micros());
  }

  private void add(long creatorId, long micros) {
    int creator = creators.number(creatorId);
    if (creator == counted.length) {
      counted = Arrays.copyOf(counted, 2 * creator);
      grossMicros = Arrays.copyOf(grossMicros, 2 * creator);
    }
    counted[creator]++;
    grossMicros[creator] = Math.addExact(grossMicros[creator], micros);
  }

  /** In ascending order of creators' row ids. */
  List<CloseStore.Sum> sums() {
    return IntStream.range(0, creators.size())
        .mapToObj(
            number ->
                new CloseStore.Sum(creators.key(number), counted[number], grossMicros[number]))
        .sorted(Comparator.comparingLong(CloseStore.Sum::creator))
        .toList();
  }
}
