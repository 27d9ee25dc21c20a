package org.farthing.protocol.settlement;

import java.time.YearMonth;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.Statement;

/**
 * What a settlement leaves to the next month: its residue, and statements that it does not rest on.
 *
 * @param named the statements that it rests on
 */
record Leftover(PairMonth month, List<ActivityId> named) {

  /** What is owed on: the payer's residue, and what was agreed too late for the net. */
  PairMonth.Carried carried(Settlement agreed, ActorId us) {
    long residue = agreed.carried().micros();
    boolean weArePayer = agreed.payer().equals(us);
    boolean oursIsLeft = month.ourStatement().filter(this::isLeft).isPresent();
    boolean theirsIsLeft = month.theirStatement().filter(this::isLeft).isPresent();
    long lateByUs = oursIsLeft && month.our().owes() ? month.our().agreedMicros() : 0;
    long lateByThem = theirsIsLeft ? month.their().agreedMicros() : 0;
    return new PairMonth.Carried(
        Math.addExact(lateByUs, weArePayer ? residue : 0),
        Math.addExact(lateByThem, weArePayer ? 0 : residue));
  }

  /** The last month whose revenue the settlement makes available. */
  YearMonth maturesUpTo() {
    boolean withTheirs = month.theirStatement().filter(it -> !isLeft(it)).isPresent();
    return withTheirs ? month.period() : month.period().minusMonths(1);
  }

  private boolean isLeft(Statement statement) {
    return !named.contains(statement.id());
  }
}
