package org.farthing.protocol.settlement;

import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;
import org.jspecify.annotations.Nullable;

/**
 * A flattr as the creator's node keeps it.
 *
 * @param digestOrNull of the Like, so that the same id with other content is told apart; none while
 *     only its undoing has come
 */
public record ReceivedFlattr(
    ActivityId id, @Nullable String digestOrNull, YearMonth period, Status status) {

  /** Known only from a message about it. */
  static ReceivedFlattr notYetCome(ActivityId id, YearMonth period) {
    return new ReceivedFlattr(id, null, period, new Status.Waiting(WaitingCode.UNKNOWN_CREATOR));
  }

  ReceivedFlattr with(Status next) {
    return new ReceivedFlattr(id, digestOrNull, period, next);
  }

  /** Where it stands. */
  public sealed interface Status {

    /** Kept, and counted if that changes before the cut-off. */
    record Waiting(WaitingCode code) implements Status {}

    /**
     * Receipted.
     *
     * @param sequence the receipt's place in the pair's log, from 1 on
     */
    record Counted(long sequence) implements Status {
      public Counted {
        requireAtLeast(1, sequence);
      }
    }

    /**
     * Taken back by the donor, perhaps before it came.
     *
     * @param sequence the undo's place in the pair's log; 0 when it was never counted
     */
    record Undone(long sequence) implements Status {
      public Undone {
        requireAtLeast(0, sequence);
      }
    }

    /** Never counts. */
    record Refused(RefusalCode code) implements Status {}

    private static void requireAtLeast(long least, long sequence) {
      if (sequence < least) {
        throw new IllegalArgumentException("no place in a log: " + sequence);
      }
    }
  }
}
