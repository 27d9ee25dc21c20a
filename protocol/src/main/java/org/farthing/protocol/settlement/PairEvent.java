package org.farthing.protocol.settlement;

import java.time.Instant;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.PaymentAnswer;
import org.farthing.protocol.message.PaymentOffer;
import org.farthing.protocol.message.Settlement;
import org.farthing.protocol.message.SettlementAnswer;
import org.farthing.protocol.message.SettlementOffer;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementAnswer;
import org.farthing.protocol.message.StatementOffer;
import org.jspecify.annotations.Nullable;

/** What can happen to a pair of nodes in a month. */
public sealed interface PairEvent {

  /** The months before are settled ({@link PairMonth#carriedOn}), and this was left. */
  record Carried(PairMonth.Carried carried) implements PairEvent {}

  /** Our month is split, or a dispute looked into: this is what we owe them, perhaps nothing. */
  record Stated(Statement statement) implements PairEvent {}

  /** Their statement arrives. */
  record StatementArrived(StatementOffer offer) implements PairEvent {}

  /**
   * We have compared the lines of a statement of theirs with our receipts.
   *
   * @param statement which of its versions: what is found in one says nothing about the next
   * @param disputes none when we agree to it
   * @param logOrNull how our log of the month stands, when we do not
   */
  record StatementChecked(
      ActivityId statement, List<Dispute> disputes, @Nullable FlattrCheckpoint logOrNull)
      implements PairEvent {
    public StatementChecked {
      disputes = List.copyOf(disputes);
    }

    /** Of a log that is not told. */
    public StatementChecked(ActivityId statement, List<Dispute> disputes) {
      this(statement, disputes, null);
    }
  }

  /** They agree to our statement, or dispute it. */
  record StatementAnswered(StatementAnswer answer) implements PairEvent {}

  /** They, who pay, offer the settlement of both statements. */
  record SettlementArrived(SettlementOffer offer) implements PairEvent {}

  /** They, who are paid, answer our offer of a settlement. */
  record SettlementAnswered(SettlementAnswer answer) implements PairEvent {}

  /**
   * They show a settlement that we offered or confirmed before a backup was restored here, and we
   * have offered another one in its place since.
   *
   * @param published when we did
   */
  record SettlementRecalled(Settlement settlement, Instant published) implements PairEvent {}

  /** Our rail has sent what we ordered. */
  record PaymentSent(String rail) implements PairEvent {}

  /** They say that they have paid. */
  record PaymentNoticed(PaymentOffer offer) implements PairEvent {}

  /**
   * Our rail shows what they have paid for this month's net.
   *
   * @param totalMicros all of it so far: less than before never comes, more than the net is not the
   *     settlement's
   */
  record PaymentShown(long totalMicros) implements PairEvent {}

  /** What our rail had sent has come back: it is ordered again. */
  record PaymentReturned() implements PairEvent {}

  /** An admin gives up what they have agreed to owe and do not pay. */
  record WrittenOff() implements PairEvent {}

  /** All that was given up has come after all. */
  record Recovered() implements PairEvent {}

  /** An admin has looked at their two contents for one place, and lets the first one hold. */
  record Released() implements PairEvent {}

  /** They have our payment. */
  record PaymentAnswered(PaymentAnswer answer) implements PairEvent {}

  /** Nothing but time: what has become due is done, and a silent peer waited for no longer. */
  record TimePassed(Contact contact) implements PairEvent {}

  /** What we know, since we were started, of what was said before. */
  enum Contact {
    /** All: they have shown it, and it is heard. */
    ASKED,
    /**
     * What our books show. They cannot be asked. We may be restored from a backup, and have paid
     * already.
     */
    UNREACHABLE,
    /** What our books show, so far. It may be us who were away. */
    STARTING
  }
}
