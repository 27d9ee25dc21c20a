package org.farthing.node.web.admin;

import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.stream.Stream;

/** Months as people type them. */
final class Months {

  private Months() {}

  /** One month. */
  static Stream<YearMonth> typed(String field, String text) {
    try {
      return Stream.of(YearMonth.parse(text));
    } catch (DateTimeException _) {
      throw Visit.refused(field, "malformed_month", "Write a month like 2026-11.");
    }
  }
}
