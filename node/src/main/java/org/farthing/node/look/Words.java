package org.farthing.node.look;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.LongStream;
import org.farthing.protocol.money.CurrencyUnit;

/** What pages say, in one language: texts by key, amounts, numbers and dates. Thread-safe. */
public final class Words {

  private static final int MICRO_DIGITS = 6;
  private static final int PERCENT_SHIFT = 2;
  private static final char NO_BREAK = '\u00a0';

  private final Locale locale;
  private final ResourceBundle texts;

  public Words(Locale locale) {
    this.locale = locale;
    // Without the machine's own language as a way out: it is nobody's who reads the page.
    this.texts =
        ResourceBundle.getBundle(
            "messages.pages", locale, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }

  /** As in {@code lang}. */
  public String language() {
    return texts.getString("language");
  }

  public Locale locale() {
    return locale;
  }

  /**
   * The text of a key, as {@link MessageFormat} fills it.
   *
   * @throws java.util.MissingResourceException when there is none: a fault of the page
   */
  public String text(String key, Object... values) {
    return new MessageFormat(texts.getString(key), locale).format(values);
  }

  /** The text of a key with the places where values are filled in. */
  public String pattern(String key) {
    return texts.getString(key);
  }

  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** Exact, with as many decimals as it needs and at least those of the currency. */
  public String money(long micros, CurrencyUnit currency) {
    return column(currency, micros).getFirst();
  }

  /** Exact amounts, all with as many decimals as one of them needs: points stand below points. */
  public List<String> column(CurrencyUnit currency, long... micros) {
    int decimals =
        LongStream.of(micros)
            .mapToInt(each -> BigDecimal.valueOf(each, MICRO_DIGITS).stripTrailingZeros().scale())
            .reduce(currency.minorUnitDigits(), Math::max);
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMinimumFractionDigits(decimals);
    format.setMaximumFractionDigits(decimals);
    return LongStream.of(micros)
        .mapToObj(each -> BigDecimal.valueOf(each, MICRO_DIGITS))
        .map(each -> format.format(each) + NO_BREAK + currency.code())
        .toList();
  }

  public String number(long number) {
    return NumberFormat.getIntegerInstance(locale).format(number);
  }

  /** Hundredths of a percent as a percentage: {@code 10 %}. */
  public String percent(int basisPoints) {
    NumberFormat format = NumberFormat.getNumberInstance(locale);
    format.setMaximumFractionDigits(PERCENT_SHIFT);
    return format.format(BigDecimal.valueOf(basisPoints, PERCENT_SHIFT)) + NO_BREAK + '%';
  }

  public String month(YearMonth month) {
    return DateTimeFormatter.ofPattern("LLLL uuuu", locale).format(month);
  }

  public String day(Instant instant) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
        .withLocale(locale)
        .format(instant.atZone(ZoneOffset.UTC));
  }

  /** A day and the time of it, which is that of all places: {@code December 4, 2026, 00:00 UTC}. */
  public String moment(Instant instant) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm", locale);
    return day(instant) + ", " + time.format(instant.atZone(ZoneOffset.UTC)) + NO_BREAK + "UTC";
  }
}
