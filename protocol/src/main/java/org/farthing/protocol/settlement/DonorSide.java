package org.farthing.protocol.settlement;

import java.time.Instant;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FlattrAnswer;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.settlement.GivenFlattr.Status;

/**
 * What a donor's node does with the answers to a flattr: a pure function. Answers may come twice
 * and in any order: a receipt wins over waiting, and what is undone stays undone. The donor's own
 * word ends at the cut-off; answers count until the month is reconciled, which is when this node
 * has made sure that it holds all of the creator's node's log, or has waited for it long enough.
 *
 * <p>What counts here counts with the creator's node too, whatever the order. Not the other way
 * round: when the creator's node could not be reached until the split, a flattr may be counted
 * there alone, and it disputes the statement as {@code missing} it.
 *
 * <p>Product rules 4 and 5.
 */
public final class DonorSide {

  private final SettlementCalendar calendar;

  public DonorSide(SettlementCalendar calendar) {
    this.calendar = calendar;
  }

  /**
   * The creator's node answers.
   *
   * @param reconciled whether the flattr's month is: then nothing changes any more
   * @throws ProtocolException {@code wrong_digest} or {@code wrong_period} when a receipt is not
   *     for what was sent
   */
  public static GivenFlattr answered(GivenFlattr known, FlattrAnswer answer, boolean reconciled) {
    if (answer instanceof FlattrAnswer.Receipt receipt) {
      requireForThis(known, receipt);
    }
    if (reconciled) {
      return known;
    }
    return switch (known.status()) {
      case Status.Sent _, Status.Unclaimed _ ->
          switch (answer) {
            case FlattrAnswer.Receipt receipt -> known.with(new Status.Counted(receipt.sequence()));
            case FlattrAnswer.Waiting waiting -> known.with(new Status.Unclaimed(waiting.code()));
            case FlattrAnswer.Refusal refusal -> known.with(new Status.Refused(refusal.code()));
            case FlattrAnswer.UndoReceipt _ -> known;
          };
      case Status.Counted _, Status.Refused _, Status.Undone _ -> known;
    };
  }

  /** Whether the donor can still take it back. */
  public boolean canUndo(GivenFlattr known, Instant now) {
    return switch (known.status()) {
      case Status.Sent _, Status.Counted _, Status.Unclaimed _ -> !isCutOff(known, now);
      case Status.Refused _, Status.Undone _ -> false;
    };
  }

  /**
   * The donor takes it back.
   *
   * @throws IllegalStateException when {@link #canUndo} says that it is too late
   */
  public GivenFlattr undone(GivenFlattr known, Instant now) {
    if (!canUndo(known, now)) {
      throw new IllegalStateException(known.id() + " cannot be undone any more.");
    }
    return known.with(new Status.Undone());
  }

  /**
   * The donor has taken it back, and this node has forgotten it: the creator's node shows the
   * donor's own signed word.
   *
   * @param reconciled whether the flattr's month is: then nothing changes any more
   */
  public static GivenFlattr undoneBefore(GivenFlattr known, boolean reconciled) {
    return switch (known.status()) {
      case Status.Sent _, Status.Counted _, Status.Unclaimed _ ->
          reconciled ? known : known.with(new Status.Undone());
      case Status.Refused _, Status.Undone _ -> known;
    };
  }

  private boolean isCutOff(GivenFlattr known, Instant now) {
    return !now.isBefore(calendar.cutOff(known.period()));
  }

  private static void requireForThis(GivenFlattr known, FlattrAnswer.Receipt receipt) {
    if (!receipt.digest().equals(known.digest())) {
      throw new ProtocolException("wrong_digest", "This receipt is for other content.");
    }
    if (!receipt.period().equals(known.period())) {
      throw new ProtocolException("wrong_period", "This receipt names another month.");
    }
  }
}
