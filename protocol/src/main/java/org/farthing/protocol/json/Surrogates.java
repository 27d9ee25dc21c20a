package org.farthing.protocol.json;

/** The one fault a Java string can have as Unicode text. */
final class Surrogates {
  private Surrogates() {}

  static boolean arePaired(String text) {
    // A pair makes a code point of its own; only what stands alone remains a surrogate.
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (Character.isBmpCodePoint(point) && Character.isSurrogate((char) point)) {
        return false;
      }
    }
    return true;
  }
}
