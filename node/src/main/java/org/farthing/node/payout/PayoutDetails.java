package org.farthing.node.payout;

import java.util.Locale;
import java.util.regex.Pattern;
import org.farthing.node.platform.http.Problem;
import org.iban4j.Iban4jException;
import org.iban4j.IbanUtil;

/**
 * Where a member is paid.
 *
 * @param holder whose account it is
 * @param account an IBAN without spaces, or how else an admin can pay
 */
public record PayoutDetails(String holder, String account) {

  private static final int LONGEST = 140;

  /** What is meant as an IBAN: country, check digits, and as much as the shortest one has. */
  private static final Pattern IBAN = Pattern.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{10,}");

  /**
   * What a member has typed.
   *
   * @throws Problem {@code malformed_holder}, {@code malformed_account}
   */
  public static PayoutDetails typed(String holder, String account) {
    String bare = account.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    boolean iban = IBAN.matcher(bare).matches();
    if (iban && !isIban(bare)) {
      throw malformed(
          "account", "This looks like an IBAN, and its digits do not go together. Look again.");
    }
    return new PayoutDetails(line("holder", holder), iban ? bare : line("account", account));
  }

  private static boolean isIban(String text) {
    try {
      IbanUtil.validate(text);
      return true;
    } catch (Iban4jException e) {
      return false;
    }
  }

  private static String line(String field, String text) {
    String line = text.strip();
    if (line.isEmpty()
        || line.length() > LONGEST
        || line.codePoints().anyMatch(Character::isISOControl)) {
      throw malformed(field, "It is one line of 1 to " + LONGEST + " characters.");
    }
    return line;
  }

  private static Problem malformed(String field, String detail) {
    return new Problem(400, "malformed_" + field, "A field is not of its form", detail)
        .at("/" + field);
  }

  /** As people read it: an IBAN in fours. */
  public String shownAccount() {
    return IBAN.matcher(account).matches() ? account.replaceAll("(.{4})(?=.)", "$1 ") : account;
  }
}
