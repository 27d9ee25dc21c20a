package org.farthing.node.web.donor;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.flattr.GivenMonth;
import org.farthing.node.flattr.GivenState;

/**
 * A month of a donor as its page shows it.
 *
 * @param rows those of this page, the newest first
 * @param page from 1 on
 * @param open whether it is this month
 * @param split whether its budget is given: shares are final
 * @param cutOff until when flattrs of it can be taken back
 * @param parts of the bar
 * @param paidMicros what of the given has arrived where creators can use it
 */
record DonorMonth(
    GivenMonth given,
    List<Row> rows,
    int page,
    boolean open,
    boolean split,
    boolean beforeCutOff,
    Instant cutOff,
    List<Part> parts,
    long paidMicros) {

  static final int ROWS = 50;

  /**
   * A part of the budget.
   *
   * @param kind {@code c0} to {@code c4} for creators, {@code others}, {@code rest}
   * @param label whose it would be
   * @param start where it begins on the bar, in hundredths
   * @param width in hundredths of the bar
   */
  record Part(String kind, String label, int flattrs, long micros, double start, double width) {}

  YearMonth month() {
    return given.month();
  }

  int counted() {
    return given.count(GivenState.COUNTED);
  }

  /** Those that may count yet. */
  int waiting() {
    return given.count(GivenState.SENT) + given.count(GivenState.UNCLAIMED);
  }

  int size() {
    return given.size();
  }

  /** The place of the first row of this page among all. */
  int first() {
    return (page - 1) * ROWS + 1;
  }

  int last() {
    return first() + rows.size() - 1;
  }

  boolean hasOlder() {
    return page * ROWS < size();
  }

  boolean hasNewer() {
    return page > 1;
  }

  long pendingMicros() {
    return given.givenMicros() - paidMicros;
  }
}
