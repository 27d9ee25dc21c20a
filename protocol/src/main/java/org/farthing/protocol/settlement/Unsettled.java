package org.farthing.protocol.settlement;

import java.util.Optional;
import org.farthing.protocol.settlement.PairMonth.Carried;
import org.farthing.protocol.settlement.PairMonth.Netted;
import org.farthing.protocol.settlement.PairMonth.Ours;
import org.farthing.protocol.settlement.PairMonth.Theirs;

/**
 * A month that there will be no settlement of: one of both was away until it was given up, and who
 * was not owes nothing beyond what the other does.
 *
 * @param owed all that is owed, of this month and of those before
 */
record Unsettled(Carried owed) {

  /** Empty of any other month, and while it is not known what is owed. */
  static Optional<Unsettled> of(PairMonth month) {
    Carried before = month.carriedOrNull();
    if (month.netted() != Netted.NONE || before == null || !month.areStatementsConcluded()) {
      return Optional.empty();
    }
    long byUs = month.our().owes() ? month.our().agreedMicros() : 0;
    long byThem = month.their().owes() ? month.their().agreedMicros() : 0;
    Carried owed =
        new Carried(
            Math.addExact(before.byUsMicros(), byUs), Math.addExact(before.byThemMicros(), byThem));
    boolean weWereAway = month.ours() == Ours.RETURNED && owed.byThemMicros() <= owed.byUsMicros();
    boolean theyWereAway =
        month.theirs() == Theirs.LAPSED && owed.byUsMicros() <= owed.byThemMicros();
    return weWereAway || theyWereAway ? Optional.of(new Unsettled(owed)) : Optional.empty();
  }
}
