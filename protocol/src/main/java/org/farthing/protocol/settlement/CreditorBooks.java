package org.farthing.protocol.settlement;

import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Evidence;
import org.farthing.protocol.message.StatementLine;

/**
 * What a creditor knows of single lines of a statement, beside what it has receipted of the month.
 * But for {@link #isHeld} it is asked of what differs only, so of a thousand lines at most.
 */
public interface CreditorBooks {

  /** Of who knows nothing else. */
  CreditorBooks RECEIPTS_ALONE = new CreditorBooks() {};

  /**
   * What was disputed in the statement when it was answered before, where that answer was lost with
   * a restored backup and has been shown since; nothing where all of it was agreed to. It is
   * answered so again, whatever these books have now: the answer is signed. Asked once.
   */
  default Optional<List<Dispute>> disputedBefore() {
    return Optional.empty();
  }

  /** Whether an admin holds a line back while fraud is looked into; asked of each that counts. */
  default boolean isHeld(StatementLine line) {
    return false;
  }

  /**
   * Whether a correction makes up for what the statement that it names has left out, and that was
   * not made up for before.
   */
  default boolean makesUp(StatementLine correction) {
    return false;
  }

  /** What has become of something of this peer and month, if it ever came. */
  default Optional<Answered> answered(ActivityId flattr) {
    return Optional.empty();
  }

  /**
   * A flattr or gift that has come.
   *
   * @param evidence what its donor's node was told of it
   */
  record Answered(ReceivedFlattr.Status status, Evidence evidence) {}
}
