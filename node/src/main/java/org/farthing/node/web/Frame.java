package org.farthing.node.web;

import org.farthing.node.figures.Figure;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What stands around every page.
 *
 * @param node host, and port where there is one
 * @param noRealMoney whether nothing here costs or pays anything
 */
record Frame(
    Words words,
    String node,
    CurrencyUnit currency,
    boolean noRealMoney,
    String stylesheet,
    String icon) {

  String text(String key, Object... values) {
    return words.text(key, values);
  }

  String money(long micros) {
    return words.money(micros, currency);
  }

  /** What stands where a figure is not told. */
  String hidden(Figure figure) {
    return text(isOfFew(figure) ? "figure.few" : "figure.withheld");
  }

  /** Why it is not told. */
  String whyHidden(Figure figure) {
    return text(isOfFew(figure) ? "figure.few.text" : "figure.withheld.text");
  }

  private static boolean isOfFew(Figure figure) {
    return switch (figure) {
      case Figure.FewerThanFive _ -> true;
      case Figure.Withheld _, Figure.Shown _ -> false;
    };
  }
}
