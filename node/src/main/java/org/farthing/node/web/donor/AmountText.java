package org.farthing.node.web.donor;

import java.text.DecimalFormatSymbols;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.farthing.node.look.Words;

/**
 * Amounts as people type them: {@code 5}, {@code 2.5}, {@code 2,50}; and {@code 1.003333}, so that
 * what is left over from splits can be given, too.
 */
public final class AmountText {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,7})(?:[.,](\\d{1,2}|\\d{4,6}))?");
  private static final long MICROS = 1_000_000;
  private static final int MICRO_DIGITS = 6;

  private AmountText() {}

  /**
   * In micro-units. Not read: three digits after a comma or a point, for {@code 1,000} is one or a
   * thousand.
   */
  public static OptionalLong parse(String typed) {
    Matcher amount = AMOUNT.matcher(typed.strip());
    if (!amount.matches()) {
      return OptionalLong.empty();
    }
    String decimals = amount.group(2) == null ? "" : amount.group(2);
    String fraction = decimals + "0".repeat(MICRO_DIGITS - decimals.length());
    return OptionalLong.of(Long.parseLong(amount.group(1)) * MICROS + Long.parseLong(fraction));
  }

  /** As it stands in a field that is to be sent back: exact, with two decimals at least. */
  public static String of(long micros, Words words) {
    char point = DecimalFormatSymbols.getInstance(words.locale()).getDecimalSeparator();
    String text = "%d%c%06d".formatted(micros / MICROS, point, micros % MICROS);
    return text.replaceFirst("0{1,4}$", "");
  }
}
