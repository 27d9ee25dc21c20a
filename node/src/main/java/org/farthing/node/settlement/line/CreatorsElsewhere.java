package org.farthing.node.settlement.line;

import java.util.Arrays;
import org.farthing.node.platform.LongNumbers;

/** Which peer each creator who is not a member here belongs to. Of one thread while it grows. */
final class CreatorsElsewhere {

  /** No peer: the creator is a member here. */
  static final int HERE = 0;

  private final LongNumbers numbers = new LongNumbers();
  private int[] peers = new int[64];

  void add(long creator, int peer) {
    int number = numbers.number(creator);
    if (number == peers.length) {
      peers = Arrays.copyOf(peers, 2 * number);
    }
    peers[number] = peer;
  }

  /** The creator's peer, or {@link #HERE}. */
  int peer(long creator) {
    int number = numbers.find(creator);
    return number < 0 ? HERE : peers[number];
  }
}
