package org.farthing.node.social;

/** What others write, made to fit. */
final class Text {

  private Text() {}

  /** The beginning of a text, no character of two halves torn apart. */
  static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    boolean torn = Character.isHighSurrogate(text.charAt(most - 1));
    return text.substring(0, torn ? most - 1 : most);
  }
}
