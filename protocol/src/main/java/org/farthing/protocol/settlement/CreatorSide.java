package org.farthing.protocol.settlement;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Donation;
import org.farthing.protocol.message.Flattr;
import org.farthing.protocol.message.Gift;
import org.farthing.protocol.message.LogEntry;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.message.Unflattr;
import org.farthing.protocol.message.WaitingCode;
import org.farthing.protocol.money.CurrencyUnit;
import org.farthing.protocol.settlement.ReceivedFlattr.Status;
import org.jspecify.annotations.Nullable;

/**
 * What a creator's node does with a flattr or a gift: a pure function of what it knows of it.
 * Messages may come twice and in any order. What is counted can only be undone. Nothing is counted
 * after the cut-off; what its donor has undone before the cut-off is undone whenever that arrives,
 * until this node has agreed to what the donor's node states. A gift is never undone; it goes to a
 * creator and not to a thing, so that it does not wait until somebody shows that the thing is
 * theirs.
 *
 * <p>The pair's log of a month has one place for each flattr that is counted and one for each
 * counted flattr that is undone, numbered from 1 on without gaps, in the order in which that was
 * decided: the caller hands in the next free place and sees from the new state whether it is taken.
 *
 * <p>Product rules 3, 4, 5 and 8.
 */
public final class CreatorSide {

  /** How far a donor's node's clock may be ahead of ours when a month begins. */
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);

  private final CurrencyUnit currency;
  private final SettlementCalendar calendar;

  public CreatorSide(CurrencyUnit currency, SettlementCalendar calendar) {
    this.currency = currency;
    this.calendar = calendar;
  }

  /** How the creator of a thing stands in the flattr's month. */
  public enum Standing {
    /** Nobody here has shown that the thing is theirs; of a gift, nobody here is its creator. */
    UNKNOWN,
    /** The donor is the creator, or one of the creator's linked identities. */
    OWNER,
    /** The donor or the donor's node is blocked. */
    BLOCKED,
    /** No flattrs are exchanged with the donor's node for now. */
    SUSPENDED,
    /** The creator has withdrawn the thing. */
    WITHDRAWN,
    /** Gives nothing in the month, and the node asks for it. */
    NOT_RECEIVING,
    RECEIVING
  }

  /**
   * The flattr's next state and what to answer.
   *
   * @param answerOrNull none when nothing new is to be said
   */
  public record Step(ReceivedFlattr flattr, @Nullable Answer answerOrNull) {

    public Optional<Answer> answer() {
      return Optional.ofNullable(answerOrNull);
    }
  }

  /** What the donor's node is told. */
  public sealed interface Answer {

    /**
     * It counts.
     *
     * @param sequence its place in the pair's log
     */
    record Receipt(long sequence) implements Answer {}

    record Waiting(WaitingCode code) implements Answer {}

    record Refusal(RefusalCode code) implements Answer {}

    /**
     * It is taken back.
     *
     * @param sequence its place in the pair's log; 0 when the flattr was never counted
     */
    record UndoReceipt(long sequence) implements Answer {}
  }

  /**
   * A flattr or gift arrives.
   *
   * @param known what is known of its id already
   * @param nextSequence the next free place in the pair's log; taken exactly when the answer is a
   *     new {@link Answer.Receipt}
   * @throws ProtocolException {@code conflict} when the id is known with other content
   */
  public Step arrived(
      Optional<ReceivedFlattr> known,
      Donation donation,
      String digest,
      Standing standing,
      long nextSequence,
      Instant now) {
    if (known.isPresent()) {
      ReceivedFlattr same = requireSame(known.get(), digest);
      return new Step(same, answerTo(same.status()));
    }
    Status status = firstStatus(donation, standing, nextSequence, now);
    return new Step(
        new ReceivedFlattr(donation.id(), digest, donation.period(), status), answerTo(status));
  }

  /**
   * The flattr's donor takes it back. When that was is the word of the donor's node, which by it
   * can only state less than it has receipts for.
   *
   * @param nextSequence taken exactly when the flattr was counted until now
   * @param agreed whether this node has agreed to the donor's node's statement of the month
   */
  public Step undone(
      Optional<ReceivedFlattr> known, Unflattr undo, long nextSequence, boolean agreed) {
    Flattr flattr = undo.flattr();
    ReceivedFlattr before =
        known.orElseGet(() -> ReceivedFlattr.notYetCome(flattr.id(), flattr.period()));
    return switch (before.status()) {
      case Status.Undone undone -> new Step(before, new Answer.UndoReceipt(undone.sequence()));
      case Status.Refused _ -> new Step(before, new Answer.UndoReceipt(0));
      case Status.Waiting _ -> undone(before, 0);
      case Status.Counted _ when agreed || isCutOff(before.period(), undo.published()) ->
          new Step(before, new Answer.Refusal(RefusalCode.LATE));
      case Status.Counted _ -> undone(before, nextSequence);
    };
  }

  private static Step undone(ReceivedFlattr before, long sequence) {
    return new Step(before.with(new Status.Undone(sequence)), new Answer.UndoReceipt(sequence));
  }

  /**
   * The creator of a waiting flattr may stand otherwise now: has begun to give, or has shown that
   * the thing is theirs.
   */
  public Step reconsidered(
      ReceivedFlattr known, Standing standing, long nextSequence, Instant now) {
    if (!(known.status() instanceof Status.Waiting) || isCutOff(known.period(), now)) {
      return new Step(known, null);
    }
    Status status = statusBy(standing, nextSequence);
    return status.equals(known.status())
        ? new Step(known, null)
        : new Step(known.with(status), answerTo(status));
  }

  /**
   * This node finds an answer of its own that it had lost. It holds as it was given, whatever the
   * creator's standing or the time is now.
   *
   * @param entry in the order of the sequences
   */
  public static ReceivedFlattr restored(Optional<ReceivedFlattr> known, LogEntry entry) {
    ReceivedFlattr before =
        known.orElseGet(() -> ReceivedFlattr.notYetCome(entry.flattr(), entry.period()));
    if (sequence(before.status()) >= entry.sequence()) {
      return before;
    }
    return switch (entry.kind()) {
      case RECEIPT ->
          new ReceivedFlattr(
              entry.flattr(),
              entry.digestOrNull(),
              entry.period(),
              new Status.Counted(entry.sequence()));
      case UNDO -> before.with(new Status.Undone(entry.sequence()));
    };
  }

  private static long sequence(Status status) {
    return switch (status) {
      case Status.Counted counted -> counted.sequence();
      case Status.Undone undone -> undone.sequence();
      case Status.Waiting _, Status.Refused _ -> 0;
    };
  }

  private Status firstStatus(Donation donation, Standing standing, long nextSequence, Instant now) {
    if (!donation.currency().equals(currency)) {
      return new Status.Refused(RefusalCode.CURRENCY);
    }
    if (isOutsideItsMonth(donation) || isBeforeItsMonth(donation, now)) {
      return new Status.Refused(RefusalCode.PERIOD);
    }
    if (isCutOff(donation.period(), now)) {
      return new Status.Refused(RefusalCode.LATE);
    }
    return donation instanceof Gift && standing == Standing.UNKNOWN
        ? new Status.Refused(RefusalCode.UNKNOWN_CREATOR)
        : statusBy(standing, nextSequence);
  }

  private static Status statusBy(Standing standing, long nextSequence) {
    return switch (standing) {
      case OWNER -> new Status.Refused(RefusalCode.FLATTR_OWNER);
      case BLOCKED -> new Status.Refused(RefusalCode.BLOCKED);
      case SUSPENDED -> new Status.Refused(RefusalCode.SUSPENDED);
      case WITHDRAWN -> new Status.Refused(RefusalCode.WITHDRAWN);
      case UNKNOWN -> new Status.Waiting(WaitingCode.UNKNOWN_CREATOR);
      case NOT_RECEIVING -> new Status.Waiting(WaitingCode.NOT_RECEIVING);
      case RECEIVING -> new Status.Counted(nextSequence);
    };
  }

  private static Answer answerTo(Status status) {
    return switch (status) {
      case Status.Counted counted -> new Answer.Receipt(counted.sequence());
      case Status.Waiting waiting -> new Answer.Waiting(waiting.code());
      case Status.Refused refused -> new Answer.Refusal(refused.code());
      case Status.Undone undone -> new Answer.UndoReceipt(undone.sequence());
    };
  }

  private boolean isCutOff(YearMonth period, Instant now) {
    return !now.isBefore(calendar.cutOff(period));
  }

  private static boolean isOutsideItsMonth(Donation donation) {
    return !YearMonth.from(donation.published().atZone(ZoneOffset.UTC)).equals(donation.period());
  }

  private static boolean isBeforeItsMonth(Donation donation, Instant now) {
    Instant begin = donation.period().atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return now.isBefore(begin.minus(CLOCK_SKEW));
  }

  private static ReceivedFlattr requireSame(ReceivedFlattr known, String digest) {
    if (known.digestOrNull() != null && !known.digestOrNull().equals(digest)) {
      throw new ProtocolException("conflict", "This flattr's id stands for other content already.");
    }
    return known;
  }
}
