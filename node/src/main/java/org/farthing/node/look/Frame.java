package org.farthing.node.look;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.node.figures.Figure;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What stands around every page.
 *
 * @param node host, and port where there is one
 * @param noRealMoney whether nothing here costs or pays anything
 * @param who sees the page
 * @param path of the page, without its query
 */
public record Frame(
    Words words,
    String node,
    CurrencyUnit currency,
    boolean noRealMoney,
    String stylesheet,
    String icon,
    Who who,
    String path) {

  /** Who sees a page. */
  public sealed interface Who {

    /** Nobody looked: the page says nothing about it. */
    record Unasked() implements Who {}

    /** Somebody who is not signed in. */
    record Stranger() implements Who {}

    /**
     * A member.
     *
     * @param csrf for the form with which they sign out
     */
    record SignedIn(String name, String displayName, boolean admin, String csrf) implements Who {}
  }

  /** The same, around a page that somebody else sees. */
  public Frame seenBy(Who other) {
    return new Frame(words, node, currency, noRealMoney, stylesheet, icon, other, path);
  }

  Frame at(String here) {
    return new Frame(words, node, currency, noRealMoney, stylesheet, icon, who, here);
  }

  /**
   * A language to choose.
   *
   * @param name in itself
   */
  public record Language(String tag, String name) {}

  /** All that these pages speak. */
  public List<Language> languages() {
    return Languages.ALL.stream()
        .map(each -> new Language(each.toLanguageTag(), each.getDisplayLanguage(each)))
        .toList();
  }

  /** Where that language is chosen, and which leads back here. */
  public String inLanguage(String tag) {
    return "/language/" + tag + "?next=" + URLEncoder.encode(path, StandardCharsets.UTF_8);
  }

  /** What a refusal says, in the page's language where it is known by its code. */
  public String refusal(String code, String english) {
    return ErrorTexts.detail(words.locale(), code, english);
  }

  public String text(String key, Object... values) {
    return words.text(key, values);
  }

  public String money(long micros) {
    return words.money(micros, currency);
  }

  /** What stands where a figure is not told. */
  public String hidden(Figure figure) {
    return text(isOfFew(figure) ? "figure.few" : "figure.withheld");
  }

  /** Why it is not told. */
  public String whyHidden(Figure figure) {
    return text(isOfFew(figure) ? "figure.few.text" : "figure.withheld.text");
  }

  private static boolean isOfFew(Figure figure) {
    return switch (figure) {
      case Figure.FewerThanFive _ -> true;
      case Figure.Withheld _, Figure.Shown _ -> false;
    };
  }
}
