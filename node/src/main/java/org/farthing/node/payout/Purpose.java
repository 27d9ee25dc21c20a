package org.farthing.node.payout;

import java.util.Locale;

/**
 * What a payment is for, as its reference tells: banks change case, blanks and signs of what they
 * pass on, so only letters and digits count.
 */
record Purpose(String key) {

  /** No settlement's, whose references have letters. */
  static final Purpose NONE = new Purpose("");

  static Purpose of(String reference) {
    StringBuilder key = new StringBuilder(reference.length());
    reference
        .toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(key::appendCodePoint);
    return new Purpose(key.toString());
  }
}
