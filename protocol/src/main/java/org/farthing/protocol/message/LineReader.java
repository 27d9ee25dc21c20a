package org.farthing.protocol.message;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Reads the one form that a statement's line has, byte by byte: canonical JSON of strings without
 * escapes. What it accepts is written by {@link LineText} as the same bytes.
 */
final class LineReader {

  private final byte[] bytes;
  private final int end;
  private int place;

  LineReader(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.place = from;
    this.end = to;
  }

  /** The value of the field that opens so, which must come next. */
  String value(byte[] opening) {
    expect(opening);
    int start = place;
    boolean ascii = true;
    while (place < end && bytes[place] != '"') {
      byte next = bytes[place++];
      if (next == '\\' || (next >= 0 && next < ' ')) {
        throw malformed();
      }
      ascii &= next > 0;
    }
    return ascii ? new String(bytes, start, place - start, StandardCharsets.US_ASCII) : utf8(start);
  }

  /** Whether this comes next; if so, it is passed over. */
  boolean passes(byte[] part) {
    boolean next = comesNext(part);
    if (next) {
      place += part.length;
    }
    return next;
  }

  /** Whether this comes next. */
  boolean comesNext(byte[] part) {
    int next = place + part.length;
    return next <= end && Arrays.equals(bytes, place, next, part, 0, part.length);
  }

  void finish() {
    expect(LineForm.END);
    if (place != end) {
      throw malformed();
    }
  }

  private void expect(byte[] part) {
    if (!passes(part)) {
      throw malformed();
    }
  }

  private String utf8(int start) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, start, place - start))
          .toString();
    } catch (CharacterCodingException _) {
      throw malformed();
    }
  }

  private static ProtocolException malformed() {
    return new ProtocolException("malformed", "Not a line of a statement in its one form.");
  }
}
