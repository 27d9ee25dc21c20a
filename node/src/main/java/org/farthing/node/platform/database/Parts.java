package org.farthing.node.platform.database;

import java.util.ArrayList;
import java.util.List;

/**
 * Many rows cut into parts of few different sizes, for statements that write several rows: a size
 * is a statement of its own, which each connection has prepared and keeps.
 */
public final class Parts {

  /** Enough for few round trips. */
  private static final int LARGEST = 64;

  /** Up to here each size has a statement; these are small, and what comes is often few. */
  private static final int SMALL = 16;

  private Parts() {}

  /** All rows in their order, in parts of 64, 32, or at most 16. */
  public static <T> List<List<T>> of(List<T> rows) {
    List<List<T>> parts = new ArrayList<>();
    int start = 0;
    while (start < rows.size()) {
      int size = size(rows.size() - start);
      parts.add(rows.subList(start, start + size));
      start += size;
    }
    return parts;
  }

  private static int size(int left) {
    return left <= SMALL ? left : Math.min(LARGEST, Integer.highestOneBit(left));
  }
}
