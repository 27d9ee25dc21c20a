package org.farthing.protocol.settlement;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.farthing.protocol.Sha256;

/**
 * Which shares each donor tag has had: they differ by one micro-unit at most. A tag takes 33 bytes,
 * at most half of the room is used; tags are told apart by the first half of their SHA-256. Of one
 * thread.
 */
final class TagShares {

  private static final byte FREE = 0;
  private static final byte ONE_AMOUNT = 1;
  private static final byte ONE_MORE_TOO = 2;
  private static final byte DIFFERENT = 3;

  private final MessageDigest sha256 = Sha256.newDigest();
  private long[] highs = new long[64];
  private long[] lows = new long[64];
  private long[] least = new long[64];
  private byte[] states = new byte[64];
  private int tags;

  /** Whether this is the first share by which those of its tag differ by more than one unit. */
  boolean firstDifference(String tag, long micros) {
    ByteBuffer hash = ByteBuffer.wrap(sha256.digest(tag.getBytes(StandardCharsets.US_ASCII)));
    int place = place(hash.getLong(), hash.getLong());
    byte before = states[place];
    byte after = after(before, micros, place);
    states[place] = after;
    return after == DIFFERENT && before != DIFFERENT;
  }

  private byte after(byte before, long micros, int place) {
    if (before == FREE) {
      least[place] = micros;
      tags++;
      return ONE_AMOUNT;
    }
    if (before == DIFFERENT || micros == least[place]) {
      return before;
    }
    if (micros == least[place] + 1) {
      return ONE_MORE_TOO;
    }
    if (before == ONE_AMOUNT && micros == least[place] - 1) {
      least[place] = micros;
      return ONE_MORE_TOO;
    }
    return DIFFERENT;
  }

  /** Where a tag stands, or is to stand. */
  private int place(long high, long low) {
    if (2 * tags >= states.length) {
      grow();
    }
    int place = find(high, low);
    highs[place] = high;
    lows[place] = low;
    return place;
  }

  private int find(long high, long low) {
    int mask = states.length - 1;
    int place = (int) low & mask;
    while (states[place] != FREE && (highs[place] != high || lows[place] != low)) {
      place = (place + 1) & mask;
    }
    return place;
  }

  private void grow() {
    long[] oldHighs = highs;
    long[] oldLows = lows;
    long[] oldLeast = least;
    byte[] oldStates = states;
    int room = Math.multiplyExact(2, oldStates.length);
    highs = new long[room];
    lows = new long[room];
    least = new long[room];
    states = new byte[room];
    for (int old = 0; old < oldStates.length; old++) {
      if (oldStates[old] != FREE) {
        int place = find(oldHighs[old], oldLows[old]);
        highs[place] = oldHighs[old];
        lows[place] = oldLows[old];
        least[place] = oldLeast[old];
        states[place] = oldStates[old];
      }
    }
  }
}
