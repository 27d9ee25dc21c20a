package org.farthing.node.platform.database;

import java.time.YearMonth;
import org.jooq.impl.AbstractConverter;
import org.jspecify.annotations.Nullable;

/** {@code CHAR(7)} such as {@code 2026-11} as a {@link YearMonth}. */
public final class YearMonthConverter extends AbstractConverter<String, YearMonth> {
  private static final long serialVersionUID = 1L;

  public YearMonthConverter() {
    super(String.class, YearMonth.class);
  }

  @Override
  public @Nullable YearMonth from(@Nullable String text) {
    return text == null ? null : YearMonth.parse(text);
  }

  @Override
  public @Nullable String to(@Nullable YearMonth month) {
    return month == null ? null : month.toString();
  }
}
