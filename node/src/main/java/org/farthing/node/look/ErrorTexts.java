package org.farthing.node.look;

import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;
import java.util.stream.Stream;

/**
 * What an error says to people. Errors are written in English where they are found, as programs get
 * them; {@code messages/errors} has others by code, and by status for a code that it does not know.
 *
 * @param detail what more there is to say; empty for nothing
 * @param detailLanguage as in {@code lang}: what holds a value of this one time stays English
 */
public record ErrorTexts(String title, String detail, String detailLanguage) {

  private static final String DETAIL = ".detail";
  private static final String ENGLISH = Locale.ENGLISH.toLanguageTag();

  static ErrorTexts of(Locale language, int status, String code, String title, String detail) {
    String more = detail.equals(title + ".") ? "" : detail;
    if (language.equals(Locale.ENGLISH)) {
      return new ErrorTexts(title, more, ENGLISH);
    }
    ResourceBundle texts = texts(language);
    String said =
        Stream.of(code, "status." + status, "status.other")
            .filter(texts::containsKey)
            .map(texts::getString)
            .findFirst()
            .orElse(title);
    String told = code + DETAIL;
    return texts.containsKey(told)
        ? new ErrorTexts(said, texts.getString(told), language.toLanguageTag())
        : new ErrorTexts(said, more, ENGLISH);
  }

  /**
   * The detail of a code, for a form that shows it beside a field; else what it says in English.
   */
  public static String detail(Locale language, String code, String english) {
    if (language.equals(Locale.ENGLISH)) {
      return english;
    }
    ResourceBundle texts = texts(language);
    String told = code + DETAIL;
    return texts.containsKey(told) ? texts.getString(told) : english;
  }

  private static ResourceBundle texts(Locale language) {
    return ResourceBundle.getBundle(
        "messages.errors", language, Control.getNoFallbackControl(Control.FORMAT_PROPERTIES));
  }
}
