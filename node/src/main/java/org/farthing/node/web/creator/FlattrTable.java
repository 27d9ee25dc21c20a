package org.farthing.node.web.creator;

import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.look.Csv;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.settlement.Earnings.ThingName;

/**
 * Revenue as Flattr's monthly reports had it, so that what was written to read those reads this:
 * semicolons, decimal commas, and {@code revenue} after the fee. What is no thing's has no id and
 * no address. Of one export, for it counts the clicks of the months before.
 */
final class FlattrTable {

  static final String HEAD = "period;id;flattr url;url;title;clicks;revenue;clicks total\r\n";

  private static final int MICRO_DIGITS = 6;
  private static final int USUAL_DIGITS = 2;

  private final ThingAddresses addresses;
  private final Map<Long, Long> clicks = new HashMap<>();

  FlattrTable(ThingAddresses addresses) {
    this.addresses = addresses;
  }

  void month(Writer out, YearMonth month, List<Earnings.FromNodeForThing> rows) throws IOException {
    for (Earnings.ForThing each : Earnings.byThing(rows)) {
      ThingName thing = each.thingOrNull();
      long flattrs = each.income().flattrs();
      long total = thing == null ? 0 : clicks.merge(thing.id(), flattrs, Long::sum);
      out.write(
          String.join(
              ";",
              month.toString(),
              thing == null ? "" : Long.toString(thing.id()),
              thing == null ? "" : Csv.quoted(addresses.of(thing.id())),
              thing == null ? "" : Csv.quoted(thing.url()),
              Csv.quoted(thing == null ? "gifts" : thing.title()),
              Long.toString(flattrs),
              decimal(each.income().netMicros()),
              Long.toString(total)));
      out.write("\r\n");
    }
  }

  private static String decimal(long micros) {
    BigDecimal exact = BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros();
    return exact
        .setScale(Math.max(exact.scale(), USUAL_DIGITS), RoundingMode.UNNECESSARY)
        .toPlainString()
        .replace('.', ',');
  }
}
