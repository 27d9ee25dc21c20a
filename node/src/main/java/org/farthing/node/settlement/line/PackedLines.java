package org.farthing.node.settlement.line;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Lines as a block keeps them, 64 bytes each: flattr 16, creator's row 8, donor tag 16, micro-units
 * 8, salt 16. Immutable.
 */
final class PackedLines {

  static final int LINE_BYTES = 64;
  static final int TAG_BYTES = 16;

  /** Set in the amount of a line beside the budgets: no amount is negative. */
  private static final long ONE_OFF = Long.MIN_VALUE;

  private static final int CREATOR = 16;
  private static final int TAG = 24;
  private static final int MICROS = 40;
  private static final int SALT = 48;

  private final ByteBuffer bytes;

  private PackedLines(ByteBuffer bytes) {
    if (bytes.remaining() % LINE_BYTES != 0) {
      throw new IllegalArgumentException("not whole lines: " + bytes.remaining() + " bytes");
    }
    this.bytes = bytes;
  }

  /** Takes the array over. */
  static PackedLines of(byte[] bytes) {
    return new PackedLines(ByteBuffer.wrap(bytes));
  }

  /** Writes a line behind those before. */
  static void put(OwnLine line, byte[] salt, ByteBuffer target) {
    target
        .putLong(line.idHigh())
        .putLong(line.idLow())
        .putLong(line.creator())
        .putLong(line.tagHigh())
        .putLong(line.tagLow())
        .putLong(line.micros())
        .put(salt);
  }

  /** The amount of a gift's or correction's line as it is packed. */
  static long oneOff(long micros) {
    return ONE_OFF | micros;
  }

  int size() {
    return bytes.limit() / LINE_BYTES;
  }

  long idHigh(int index) {
    return bytes.getLong(index * LINE_BYTES);
  }

  long idLow(int index) {
    return bytes.getLong(index * LINE_BYTES + Long.BYTES);
  }

  long creator(int index) {
    return bytes.getLong(index * LINE_BYTES + CREATOR);
  }

  long micros(int index) {
    return bytes.getLong(index * LINE_BYTES + MICROS) & ~ONE_OFF;
  }

  /** Whether it is a gift or a correction. */
  boolean isOneOff(int index) {
    return bytes.getLong(index * LINE_BYTES + MICROS) < 0;
  }

  void copyTag(int index, byte[] target) {
    bytes.get(index * LINE_BYTES + TAG, target);
  }

  void copySalt(int index, byte[] target) {
    bytes.get(index * LINE_BYTES + SALT, target);
  }

  /** Row ids of all creators in it. */
  SortedSet<Long> creators() {
    SortedSet<Long> creators = new TreeSet<>();
    for (int index = 0; index < size(); index++) {
      creators.add(creator(index));
    }
    return creators;
  }

  /** Where a flattr's line stands; nowhere when there is none. */
  OptionalInt find(long high, long low) {
    int from = 0;
    int to = size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      int order = Long.compareUnsigned(idHigh(middle), high);
      if (order == 0) {
        order = Long.compareUnsigned(idLow(middle), low);
      }
      if (order == 0) {
        return OptionalInt.of(middle);
      }
      if (order < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return OptionalInt.empty();
  }
}
