package org.farthing.node.flattr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.BitSet;

/** A donor's counted flattrs in a month, as they are read. Of one thread while it grows. */
final class CountedFlattrs {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  static final CountedFlattrs NONE = new CountedFlattrs();

  private long[] highs = new long[0];
  private long[] lows = new long[0];
  private long[] creators = new long[0];
  private final BitSet anonymous = new BitSet(0);
  private int size;

  /**
   * Adds one.
   *
   * @param id its 16 bytes
   */
  void add(byte[] id, long creator, boolean isAnonymous) {
    if (size == highs.length) {
      int room = Math.max(16, 2 * size);
      highs = Arrays.copyOf(highs, room);
      lows = Arrays.copyOf(lows, room);
      creators = Arrays.copyOf(creators, room);
    }
    highs[size] = (long) LONGS.get(id, 0);
    lows[size] = (long) LONGS.get(id, Long.BYTES);
    creators[size] = creator;
    anonymous.set(size, isAnonymous);
    size++;
  }

  int size() {
    return size;
  }

  long high(int index) {
    return highs[index];
  }

  long low(int index) {
    return lows[index];
  }

  long creator(int index) {
    return creators[index];
  }

  boolean anonymous(int index) {
    return anonymous.get(index);
  }
}
