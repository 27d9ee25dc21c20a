package org.farthing.protocol.money;

import java.util.Currency;
import java.util.regex.Pattern;

/**
 * A currency as nodes name it on the wire. {@link #of} is the way to one: it knows the digits.
 *
 * @param code ISO 4217's three capital letters
 * @param minorUnitDigits decimals of the smallest unit that a payment can move, 0 to 6
 */
public record CurrencyUnit(String code, int minorUnitDigits) {
  private static final Pattern CODE = Pattern.compile("[A-Z]{3}");
  private static final int MICRO_DIGITS = 6;
  private static final int USUAL_DIGITS = 2;

  /** Play money: ISO 4217's code for testing, which the JDK gives no digits. */
  public static final CurrencyUnit XTS = new CurrencyUnit("XTS", USUAL_DIGITS);

  public static final CurrencyUnit EUR = new CurrencyUnit("EUR", USUAL_DIGITS);

  public CurrencyUnit {
    if (!CODE.matcher(code).matches()) {
      throw new IllegalArgumentException("a currency code is three capital letters");
    }
    if (minorUnitDigits < 0 || minorUnitDigits > MICRO_DIGITS) {
      throw new IllegalArgumentException("minor-unit digits must be 0 to 6: " + minorUnitDigits);
    }
  }

  /**
   * The currency of a code, with the digits that the JDK lists and two where it lists none.
   *
   * @throws IllegalArgumentException when the code is not three capital letters
   */
  public static CurrencyUnit of(String code) {
    return new CurrencyUnit(code, listedDigits(code));
  }

  private static int listedDigits(String code) {
    try {
      int digits = Currency.getInstance(code).getDefaultFractionDigits();
      return digits < 0 ? USUAL_DIGITS : digits;
    } catch (IllegalArgumentException _) {
      return USUAL_DIGITS;
    }
  }

  /** How many micro-units the smallest payable unit has: 10 000 for a cent. */
  public long microsPerMinorUnit() {
    long micros = 1;
    for (int digit = minorUnitDigits; digit < MICRO_DIGITS; digit++) {
      micros *= 10;
    }
    return micros;
  }

  public boolean isPlayMoney() {
    return equals(XTS);
  }

  @Override
  public String toString() {
    return code;
  }
}
