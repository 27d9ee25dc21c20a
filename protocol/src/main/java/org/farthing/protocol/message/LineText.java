package org.farthing.protocol.message;

import java.util.Arrays;

/**
 * Writes lines of statements, one over the other, as the bytes that stand in a page and are the
 * leaves of the Merkle tree: canonical JSON (RFC 8785). For those who write millions of them. Of
 * one thread.
 */
public final class LineText {

  private byte[] bytes = new byte[512];
  private int length;

  /**
   * Writes the line of a flattr.
   *
   * @param amountMicros not negative
   * @param creator the id's UTF-8 bytes; as an id it needs no escapes
   * @param donorTag ASCII, like {@code salt}
   * @param flattr the id's UTF-8 bytes
   */
  public void write(
      long amountMicros, byte[] creator, byte[] donorTag, byte[] flattr, byte[] salt) {
    begin(amountMicros);
    putParties(creator, donorTag, flattr);
    end(salt);
  }

  /** Writes the line of a gift, of the same parts. */
  public void writeGift(
      long amountMicros, byte[] creator, byte[] donorTag, byte[] gift, byte[] salt) {
    begin(amountMicros);
    putParties(creator, donorTag, gift);
    put(LineForm.GIFT);
    end(salt);
  }

  /**
   * Writes the line of a correction.
   *
   * @param corrects the id of the earlier statement in UTF-8
   * @param flattr the id of the line in it
   */
  public void writeCorrection(
      long deltaMicros,
      byte[] corrects,
      byte[] creator,
      byte[] donorTag,
      byte[] flattr,
      byte[] salt) {
    begin(deltaMicros);
    put(LineForm.CORRECTS);
    put(corrects);
    putParties(creator, donorTag, flattr);
    put(LineForm.CORRECTION);
    end(salt);
  }

  private void begin(long amountMicros) {
    length = 0;
    put(LineForm.AMOUNT);
    putDigits(amountMicros);
  }

  private void putParties(byte[] creator, byte[] donorTag, byte[] flattr) {
    put(LineForm.CREATOR);
    put(creator);
    put(LineForm.DONOR_TAG);
    put(donorTag);
    put(LineForm.FLATTR);
    put(flattr);
  }

  private void end(byte[] salt) {
    put(LineForm.SALT);
    put(salt);
    put(LineForm.END);
  }

  /** What was written last: this array's first {@link #length} bytes. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  private void put(byte[] part) {
    makeRoom(part.length);
    System.arraycopy(part, 0, bytes, length, part.length);
    length += part.length;
  }

  private void putDigits(long number) {
    makeRoom(20);
    int end = length + digits(number);
    long rest = number;
    for (int place = end - 1; place >= length; place--) {
      bytes[place] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    length = end;
  }

  private static int digits(long number) {
    int digits = 1;
    for (long rest = number / 10; rest > 0; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private void makeRoom(int more) {
    if (bytes.length < length + more) {
      bytes = Arrays.copyOf(bytes, 2 * (length + more));
    }
  }
}
