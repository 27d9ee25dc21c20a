package org.farthing.protocol.simulation;

import static org.farthing.protocol.settlement.PairMonth.Stage.CARRIED;
import static org.farthing.protocol.settlement.PairMonth.Stage.CLOSED;
import static org.farthing.protocol.settlement.PairMonth.Stage.DEFAULTED;
import static org.farthing.protocol.settlement.PairMonth.Stage.DISPUTED;
import static org.farthing.protocol.settlement.PairMonth.Stage.FORKED;
import static org.farthing.protocol.settlement.PairMonth.Stage.NETTED;
import static org.farthing.protocol.settlement.PairMonth.Stage.OPEN;
import static org.farthing.protocol.settlement.PairMonth.Stage.PROPOSED;

import java.util.EnumSet;
import java.util.Set;
import org.farthing.protocol.settlement.PairMonth.Stage;

/**
 * Which fault can strike a month in which state, and has to in a run of a thousand months.
 *
 * <p>In default a month is over, and what still comes changes nothing. A net waits for its payment
 * for seconds, so that only what befalls letters and commits finds it there; forks last for hours.
 */
final class Strikable {

  private static final Set<Stage> LASTING =
      EnumSet.complementOf(EnumSet.of(NETTED, FORKED, DEFAULTED));

  private Strikable() {}

  static boolean canStrike(Fault kind, Stage stage) {
    return switch (kind) {
      case LOSS,
          DOUBLING,
          DELAY,
          REORDERING,
          CORRUPTION,
          CRASH_BEFORE_COMMIT,
          CRASH_AFTER_COMMIT,
          CLOCK_SKEW ->
          stage != DEFAULTED;
      // Nothing is sent about a month that is carried, and hardly anything about one that is
      // closed.
      case PARTITION -> LASTING.contains(stage) && stage != CARRIED && stage != CLOSED;
      case OUTAGE, RESTORED_BACKUP, ROTATED_KEY, REPLAY -> LASTING.contains(stage);
      // What is wrong with a statement is so when it is made, before or after the peer's own.
      case OMISSION, FORK -> stage == OPEN || stage == PROPOSED;
      case INFLATION -> stage == OPEN || stage == PROPOSED || stage == DISPUTED;
      case SILENCE -> stage != DEFAULTED;
    };
  }
}
