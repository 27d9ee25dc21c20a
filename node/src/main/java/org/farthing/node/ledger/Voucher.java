package org.farthing.node.ledger;

import java.time.Instant;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind an entry.
 *
 * @param reference what it refers to, for people and for the books: 255 characters at most, no
 *     personal data
 * @param period the month it belongs to, if it belongs to one
 * @param bookedAt calendar time. Not part of what makes two entries the same: a repeat comes later
 *     than the first
 */
public record Voucher(
    TransferCode code, String reference, @Nullable YearMonth period, Instant bookedAt) {
  private static final int LONGEST_REFERENCE = 255;

  public Voucher {
    if (reference.codePointCount(0, reference.length()) > LONGEST_REFERENCE) {
      throw new IllegalArgumentException(
          "a reference of more than %d characters: %s".formatted(LONGEST_REFERENCE, reference));
    }
  }
}
