package org.farthing.node.web;

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
}
