package org.farthing.protocol.money;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * An exact amount with its currency, of either sign. Amounts of different currencies are never
 * added or compared: that is an {@link IllegalArgumentException}. A result that does not fit is an
 * {@link ArithmeticException}.
 */
public record Money(long micros, CurrencyUnit currency) implements Comparable<Money> {
  private static final int MICRO_DIGITS = 6;
  private static final int MOST_DIGITS = 15;
  private static final Pattern DECIMAL = Pattern.compile("[0-9]+(?:\\.([0-9]+))?");
  private static final Pattern CANONICAL_INTEGER = Pattern.compile("0|[1-9][0-9]*");

  /**
   * Reads what a person or a configuration wrote: digits, and perhaps a point and decimals, at most
   * as many as the minor unit has and 15 digits in all; so neither sign nor exponent, space or
   * separator of thousands.
   *
   * @throws MoneyFormatException when the text is anything else
   */
  public static Money parse(String text, CurrencyUnit currency) {
    var matcher = DECIMAL.matcher(text);
    if (!matcher.matches()) {
      throw MoneyFormatException.malformed(
          "An amount is written in digits, with a point before the decimals, such as 2.00.");
    }
    String decimals = matcher.group(1);
    if (decimals != null && decimals.length() > currency.minorUnitDigits()) {
      throw MoneyFormatException.tooManyDecimals(currency);
    }
    int digits = decimals == null ? text.length() : text.length() - 1;
    if (digits > MOST_DIGITS) {
      throw MoneyFormatException.tooLarge();
    }
    try {
      BigDecimal micros = new BigDecimal(text).movePointRight(MICRO_DIGITS);
      return new Money(micros.longValueExact(), currency);
    } catch (ArithmeticException _) {
      throw MoneyFormatException.tooLarge();
    }
  }

  /**
   * Reads the wire form: an integer of micro-units without sign or leading zeros, so that an amount
   * has one spelling. No message carries a negative amount, so none is read.
   *
   * @throws MoneyFormatException when the text is anything else or does not fit a {@code long}
   */
  public static long parseMicros(String wire) {
    if (!CANONICAL_INTEGER.matcher(wire).matches()) {
      throw MoneyFormatException.malformed(
          "An amount is a string of an integer of micro-units, such as \"500000\".");
    }
    try {
      return Long.parseLong(wire);
    } catch (NumberFormatException _) {
      throw MoneyFormatException.tooLarge();
    }
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micros, other.inSameCurrency(this)), currency);
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micros, other.inSameCurrency(this)), currency);
  }

  public Money negate() {
    return new Money(Math.negateExact(micros), currency);
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micros, other.inSameCurrency(this));
  }

  /** The amount as messages carry it, next to the currency's code: {@code 500000} for 0.50. */
  public String toWire() {
    return Long.toString(micros);
  }

  /**
   * The exact amount for people: as many decimals as it needs, at least those of the minor unit.
   */
  public String toDecimalString() {
    BigDecimal exact = BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros();
    return exact.setScale(Math.max(exact.scale(), currency.minorUnitDigits())).toPlainString();
  }

  @Override
  public String toString() {
    return toDecimalString() + " " + currency;
  }

  private long inSameCurrency(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(
          "amounts in %s and %s do not mix".formatted(other.currency, currency));
    }
    return micros;
  }
}
