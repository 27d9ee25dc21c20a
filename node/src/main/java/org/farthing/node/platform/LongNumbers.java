package org.farthing.node.platform;

import java.util.Arrays;

/**
 * Numbers keys from 0 on, in the order in which they come: an index of arrays without an object a
 * key, for sums over millions of rows. Of one thread.
 */
public final class LongNumbers {

  private static final int NONE = -1;

  /** Spreads keys that follow one another, by the golden ratio. */
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private long[] keys = new long[64];
  private int[] table = empty(128);
  private int size;

  /** The key's number; the next one when it is new. */
  public int number(long key) {
    int place = place(key);
    if (table[place] != NONE) {
      return table[place];
    }
    if (size == keys.length) {
      grow();
      place = place(key);
    }
    keys[size] = key;
    table[place] = size;
    return size++;
  }

  /** The key's number; -1 when it has none. */
  public int find(long key) {
    return table[place(key)];
  }

  /** The key that has a number. */
  public long key(int number) {
    return keys[number];
  }

  public int size() {
    return size;
  }

  private int place(long key) {
    int mask = table.length - 1;
    int place = (int) ((key * SPREAD) >>> 32) & mask;
    while (table[place] != NONE && keys[table[place]] != key) {
      place = (place + 1) & mask;
    }
    return place;
  }

  /** At most half of the table is taken. */
  private void grow() {
    keys = Arrays.copyOf(keys, Math.multiplyExact(2, keys.length));
    table = empty(Math.multiplyExact(2, table.length));
    for (int number = 0; number < size; number++) {
      table[place(keys[number])] = number;
    }
  }

  private static int[] empty(int room) {
    int[] table = new int[room];
    Arrays.fill(table, NONE);
    return table;
  }
}
