package org.farthing.node.flattr;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.farthing.protocol.activity.Origin;

/**
 * Writes flattrs' ids as UTF-8 bytes behind a prefix, one over the other in one array: for those
 * who hash millions. Of one thread.
 */
public final class FlattrIdText {

  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final byte[] text;
  private final int start;

  FlattrIdText(String prefix) {
    byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
    this.start = bytes.length;
    this.text = Arrays.copyOf(bytes, start + FlattrId.UUID_LENGTH);
  }

  /** The ids that other nodes know, as {@link FlattrId#uri} has them. */
  public static FlattrIdText of(Origin origin) {
    return new FlattrIdText(origin + FlattrId.PATH);
  }

  /**
   * A text; valid until the next call.
   *
   * @param high the first half of the UUID
   * @param low the second half
   */
  public byte[] of(long high, long low) {
    hex(high >>> 32, 8, start);
    hex(high >>> 16, 4, start + 9);
    hex(high, 4, start + 14);
    hex(low >>> 48, 4, start + 19);
    hex(low, 12, start + 24);
    for (int dash = start + 8; dash <= start + 23; dash += 5) {
      text[dash] = '-';
    }
    return text;
  }

  private void hex(long value, int digits, int offset) {
    long rest = value;
    for (int place = offset + digits - 1; place >= offset; place--) {
      text[place] = DIGITS[(int) (rest & 15)];
      rest >>>= 4;
    }
  }
}
