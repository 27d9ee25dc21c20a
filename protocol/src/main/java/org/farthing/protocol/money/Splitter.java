package org.farthing.protocol.money;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
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

  /** The first eight bytes of each hash, in the order of the ids and sorted. */
  private long[] prefixes = new long[64];

  private long[] sorted = new long[64];

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
    return split(reservedMicros, maximumMicros, FlattrIds.of(flattrIds));
  }

  /** The same without an object for each id. */
  public Split split(long reservedMicros, @Nullable Long maximumMicros, FlattrIds flattrIds) {
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

  private void addOneToFirst(int remainder, long[] shares, FlattrIds flattrIds) {
    hash(flattrIds);
    int count = shares.length;
    System.arraycopy(prefixes, 0, sorted, 0, count);
    Arrays.sort(sorted, 0, count);
    long last = sorted[remainder - 1];
    int left = remainder;
    for (int index = 0; index < count; index++) {
      if (prefixes[index] < last) {
        shares[index]++;
        left--;
      }
    }
    // Hardly ever more than one: those whose prefix alone does not say who is among the first.
    IntStream.range(0, count)
        .filter(index -> prefixes[index] == last)
        .boxed()
        .sorted(this::compareHashes)
        .limit(left)
        .forEach(index -> shares[index]++);
  }

  private void hash(FlattrIds flattrIds) {
    int count = flattrIds.size();
    makeRoom(count);
    ByteBuffer read = ByteBuffer.wrap(hashes);
    for (int index = 0; index < count; index++) {
      flattrIds.update(sha256, index);
      int offset = index * Sha256.BYTES;
      try {
        sha256.digest(hashes, offset, Sha256.BYTES);
      } catch (DigestException e) {
        throw new AssertionError("the buffer holds every hash", e);
      }
      // Turned so that the order of signed longs is that of unsigned bytes.
      prefixes[index] = read.getLong(offset) ^ Long.MIN_VALUE;
    }
  }

  private void makeRoom(int count) {
    if (prefixes.length < count) {
      hashes = new byte[Math.multiplyExact(count, Sha256.BYTES)];
      prefixes = new long[count];
      sorted = new long[count];
    }
  }

  private int compareHashes(int left, int right) {
    int leftStart = left * Sha256.BYTES;
    int rightStart = right * Sha256.BYTES;
    return Arrays.compareUnsigned(
        hashes, leftStart, leftStart + Sha256.BYTES, hashes, rightStart, rightStart + Sha256.BYTES);
  }
}
