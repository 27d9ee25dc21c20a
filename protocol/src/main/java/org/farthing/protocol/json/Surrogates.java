package org.farthing.protocol.json;

/** The one fault a Java string can have as Unicode text. */
final class Surrogates {
  private Surrogates() {}

  static boolean arePaired(String text) {
    // A pair makes a code point of its own; only what stands alone remains a surrogate.
    return text.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }
}
