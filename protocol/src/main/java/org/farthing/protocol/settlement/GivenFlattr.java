package org.farthing.protocol.settlement;

import java.time.YearMonth;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;

/**
 * A flattr to a creator of another node, as the donor's node keeps it.
 *
 * @param digest of the Like as it was sent
 */
public record GivenFlattr(ActivityId id, String digest, YearMonth period, Status status) {

  GivenFlattr with(Status next) {
    return new GivenFlattr(id, digest, period, next);
  }

  /** Where it stands. Only what is counted takes part in the split of its month. */
  public sealed interface Status {

    /** Not yet answered. */
    record Sent() implements Status {}

    /**
     * Receipted by the creator's node.
     *
     * @param sequence the receipt's place in the pair's log, from 1 on
     */
    record Counted(long sequence) implements Status {}

    /** Kept by both sides, and not counted for now. */
    record Unclaimed(WaitingCode code) implements Status {}

    /** Never counts. */
    record Refused(RefusalCode code) implements Status {}

    /** Taken back. */
    record Undone() implements Status {}
  }
}
