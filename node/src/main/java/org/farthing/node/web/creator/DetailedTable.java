package org.farthing.node.web.creator;

import java.io.IOException;
import java.io.Writer;
import java.time.YearMonth;
import java.util.List;
import org.farthing.node.look.Csv;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.settlement.Earnings.ThingName;
import org.farthing.node.settlement.Income;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;

/** Revenue by month, node and thing, with the fee, and what of it has arrived. */
final class DetailedTable {

  static final String HEAD =
      "month,node,thing,url,title,flattrs,gross,fee,net,arrived,pending,given_up,currency\r\n";

  private final CurrencyUnit currency;

  DetailedTable(CurrencyUnit currency) {
    this.currency = currency;
  }

  void month(Writer out, YearMonth month, List<Earnings.FromNodeForThing> rows) throws IOException {
    for (Earnings.FromNodeForThing each : rows) {
      ThingName thing = each.thingOrNull();
      Income income = each.income();
      out.write(
          Csv.line(
              List.of(
                  month.toString(),
                  each.host(),
                  thing == null ? "" : Long.toString(thing.id()),
                  thing == null ? "" : thing.url(),
                  thing == null ? "" : thing.title(),
                  Long.toString(income.flattrs()),
                  decimal(income.grossMicros()),
                  decimal(income.feeMicros()),
                  decimal(income.netMicros()),
                  decimal(income.arrivedMicros()),
                  decimal(income.pendingMicros()),
                  decimal(income.lostMicros()),
                  currency.code())));
    }
  }

  private String decimal(long micros) {
    return new Money(micros, currency).toDecimalString();
  }
}
