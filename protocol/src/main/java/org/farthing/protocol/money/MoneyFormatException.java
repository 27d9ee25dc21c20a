package org.farthing.protocol.money;

/** A text that is no amount. Code and message are safe to show: neither repeats the text. */
public final class MoneyFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private MoneyFormatException(String code, String message) {
    super(message);
    this.code = code;
  }

  static MoneyFormatException malformed(String expected) {
    return new MoneyFormatException("amount_malformed", expected);
  }

  static MoneyFormatException tooManyDecimals(CurrencyUnit currency) {
    return new MoneyFormatException(
        "amount_too_precise",
        "An amount in %s has at most %d decimals."
            .formatted(currency.code(), currency.minorUnitDigits()));
  }

  static MoneyFormatException tooLarge() {
    return new MoneyFormatException("amount_too_large", "The amount is too large.");
  }

  /**
   * For programs: {@code amount_malformed}, {@code amount_too_precise} or {@code amount_too_large}.
   */
  public String code() {
    return code;
  }
}
