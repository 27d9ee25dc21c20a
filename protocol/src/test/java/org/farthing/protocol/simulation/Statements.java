package org.farthing.protocol.simulation;

import java.net.URI;
import java.time.YearMonth;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.money.Money;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.PairTerms;

/** Statements of lines. */
final class Statements {

  private Statements() {}

  /**
   * @param inflation what the gross has that no line does
   * @param name what its id begins with, after the pair and month
   */
  static Statement of(
      PairTerms terms,
      YearMonth period,
      int version,
      List<StatementLine> lines,
      long inflation,
      String name) {
    long gross = lines.stream().mapToLong(StatementLine::amountMicros).sum() + inflation;
    MerkleTree tree = new MerkleTree();
    lines.forEach(line -> tree.add(line.canonicalBytes()));
    ActivityId id = terms.id(period, name + version);
    return new Statement(
        id,
        period,
        terms.us(),
        terms.them(),
        version,
        lines.size(),
        new Money(gross, CurrencyUnit.EUR),
        tree.root().toString(),
        URI.create(id + "/lines"),
        CreatorDesk.POLICY,
        version == 1 ? null : terms.id(period, name + (version - 1)));
  }
}
