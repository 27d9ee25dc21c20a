package org.farthing.protocol.money;

import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import org.farthing.protocol.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * Splits donors' reserved budgets among their counted flattrs (rule 6). Made for millions of
 * flattrs in a row: it keeps its digest and its buffer from donor to donor, so it belongs to one
 * thread, and it hashes ids only where the split leaves a remainder.
 */
public final class Splitter {
  private final MessageDigest sha256 = Sha256.newDigest();

  /** The ids' hashes, end to end. */
  private byte[] hashes = new byte[64 * Sha256.BYTES];

  /**
   * One donor's month. Each flattr gets the maximum when all of them can; else the reserved amount
   * divided, and the first ids in ascending order of SHA-256 one micro-unit more until nothing
   * remains.
   *
   * @param reservedMicros what the month's first flattr reserved, raises included; not negative
   * @param maximumMicros the donor's maximum per flattr, above zero; null for none
   * @param flattrIds the ids of the counted flattrs, each once; the shares keep their order
   */
  public Split split(long reservedMicros, @Nullable Long maximumMicros, List<String> flattrIds) {
    check(reservedMicros, maximumMicros);
    int count = flattrIds.size();
    if (count == 0) {
      return new Split(0, reservedMicros, new long[0]);
    }
    long[] shares = new long[count];
    long quotient = reservedMicros / count;
    // maximum <= quotient says count * maximum <= reserved without a product that could overflow.
    if (maximumMicros != null && maximumMicros <= quotient) {
      Arrays.fill(shares, maximumMicros);
      long given = count * maximumMicros;
      return new Split(given, reservedMicros - given, shares);
    }
    Arrays.fill(shares, quotient);
    int remainder = (int) (reservedMicros % count);
    if (remainder > 0) {
      addOneToFirst(remainder, shares, flattrIds);
    }
    return new Split(reservedMicros, 0, shares);
  }

  private static void check(long reservedMicros, @Nullable Long maximumMicros) {
    if (reservedMicros < 0) {
      throw new IllegalArgumentException("negative reservation: " + reservedMicros);
    }
    if (maximumMicros != null && maximumMicros <= 0) {
      throw new IllegalArgumentException("maximum per flattr not above zero: " + maximumMicros);
    }
  }

  private void addOneToFirst(int remainder, long[] shares, List<String> flattrIds) {
    hash(flattrIds);
    Integer[] order = new Integer[shares.length];
    Arrays.setAll(order, index -> index);
    Arrays.sort(order, this::compareHashes);
    for (int place = 0; place < remainder; place++) {
      shares[order[place]]++;
    }
  }

  private void hash(List<String> flattrIds) {
    int length = Math.multiplyExact(flattrIds.size(), Sha256.BYTES);
    if (hashes.length < length) {
      hashes = new byte[length];
    }
    int offset = 0;
    for (String id : flattrIds) {
      sha256.update(id.getBytes(StandardCharsets.UTF_8));
      try {
        offset += sha256.digest(hashes, offset, Sha256.BYTES);
      } catch (DigestException e) {
        throw new AssertionError("the buffer holds every hash", e);
      }
    }
  }

  private int compareHashes(int left, int right) {
    int leftStart = left * Sha256.BYTES;
    int rightStart = right * Sha256.BYTES;
    return Arrays.compareUnsigned(
        hashes, leftStart, leftStart + Sha256.BYTES, hashes, rightStart, rightStart + Sha256.BYTES);
  }
}
