package org.farthing.node.web.admin;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;
import java.util.OptionalLong;
import org.farthing.node.look.Words;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.signin.Form;
import org.farthing.node.web.donor.AmountText;

/** A policy as an admin types it. */
final class PolicyForm {

  private static final int PERCENT_SHIFT = 2;
  private static final int ALL = 10_000;
  private static final int LONGEST = 20;
  private static final long LEAST_BUDGET = 10_000;
  private static final long LARGEST_BUDGET = 1_000_000_000_000L;
  private static final long LARGEST_NET_MINIMUM = 10_000_000;

  private PolicyForm() {}

  /** Hundredths of a percent, as they are typed: {@code 10} or {@code 7.5}. */
  static String percent(int basisPoints, Words words) {
    char point = DecimalFormatSymbols.getInstance(words.locale()).getDecimalSeparator();
    return BigDecimal.valueOf(basisPoints, PERCENT_SHIFT)
        .stripTrailingZeros()
        .toPlainString()
        .replace('.', point);
  }

  /**
   * The terms that were typed; the rest stays as it is.
   *
   * @throws org.farthing.node.platform.http.Problem with the field
   */
  static PolicyTerms read(Form form, PolicyTerms before) {
    return before.with(
        fee(form.text("fee")),
        micros(form, "minimum", LEAST_BUDGET, LARGEST_BUDGET),
        micros(form, "net_minimum", 0, LARGEST_NET_MINIMUM),
        !form.text("give_to_get").isEmpty());
  }

  private static int fee(String typed) {
    String plain = typed.replace("%", "").replace(',', '.').strip();
    if (plain.length() <= LONGEST && plain.matches("[0-9]{1,3}(\\.[0-9]{1,2})?")) {
      int basisPoints = new BigDecimal(plain).movePointRight(PERCENT_SHIFT).intValueExact();
      if (basisPoints <= ALL) {
        return basisPoints;
      }
    }
    throw Visit.refused("fee", "malformed_fee", "A fee is 0 to 100 percent, in hundredths.");
  }

  private static long micros(Form form, String field, long least, long most) {
    OptionalLong micros = AmountText.parse(form.text(field));
    if (micros.isPresent() && micros.getAsLong() >= least && micros.getAsLong() <= most) {
      return micros.getAsLong();
    }
    throw Visit.refused(field, "amount_out_of_range", "This is too little or too much.");
  }
}
