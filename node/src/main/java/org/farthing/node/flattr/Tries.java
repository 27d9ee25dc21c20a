package org.farthing.node.flattr;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.farthing.node.flattr.Subscription.Outcome;
import org.farthing.node.flattr.Subscription.State;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.RefusalCode;
import org.jspecify.annotations.Nullable;

/**
 * What became of a subscription in a month, and when it is tried again. That a flattr was recorded
 * is not the last word: the creator's node can refuse it. Thread-safe.
 */
public final class Tries {

  static final Duration PAUSE = Duration.ofHours(1);

  /** Each try that is refused stays in its donor's month: a few of them, not hundreds. */
  private static final Duration PAUSE_AFTER_REFUSAL = Duration.ofDays(3);

  private final InstantSource calendar;
  private final FlattrNews news;

  public Tries(InstantSource calendar, FlattrNews news) {
    this.calendar = calendar;
    this.news = news;
  }

  /** It was tried. The answer of the creator's node may have come first. */
  void note(Transaction tx, Subscription tried, Outcome outcome, YearMonth month) {
    set(tx, tried, outcome, month);
    if (outcome == Outcome.FLATTRED) {
      FlattrStore.refusal(tx, month, tried.donor(), tried.thing().id())
          .ifPresent(refusal -> set(tx, tried, Outcome.of(refusal), month));
    }
  }

  /**
   * The creator's node has refused a flattr, by which a subscription may be done with its month.
   */
  void refused(Transaction tx, Given flattr, RefusalCode refusal) {
    YearMonth month = flattr.period();
    // Locked even when it is not yet noted as done: whoever notes it then sees the refusal.
    SubscriptionStore.lock(tx, flattr.donor(), flattr.thing().id())
        .filter(it -> it.state() == State.ACTIVE && month.equals(it.donePeriodOrNull()))
        .ifPresent(subscription -> set(tx, subscription, Outcome.of(refusal), month));
  }

  private void set(Transaction tx, Subscription tried, Outcome outcome, YearMonth month) {
    boolean goesOn =
        SubscriptionStore.setTried(
            tx,
            tried.id(),
            outcome.isForGood() ? State.ENDED : State.ACTIVE,
            done(tried, outcome, month),
            outcome,
            nextTry(outcome, month));
    if (goesOn) {
      tell(tx, tried, outcome, month);
    }
  }

  private static @Nullable YearMonth done(Subscription tried, Outcome outcome, YearMonth month) {
    return switch (outcome) {
      case FLATTRED, REFUSED -> month;
      case REFUSED_FOR_NOW -> month.minusMonths(1);
      case NO_MEANS, RECEIVABLE_OPEN, PEER_BLOCKED, PEER_SUSPENDED, WITHDRAWN, FLATTR_OWNER ->
          tried.donePeriodOrNull();
    };
  }

  private @Nullable Instant nextTry(Outcome outcome, YearMonth month) {
    Instant now = calendar.instant().truncatedTo(ChronoUnit.MICROS);
    Instant nextMonth = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    return switch (outcome) {
      case FLATTRED, REFUSED -> nextMonth;
      case REFUSED_FOR_NOW -> {
        Instant later = now.plus(PAUSE_AFTER_REFUSAL);
        yield later.isBefore(nextMonth) ? later : nextMonth;
      }
      case NO_MEANS, RECEIVABLE_OPEN, PEER_BLOCKED, PEER_SUSPENDED -> now.plus(PAUSE);
      case WITHDRAWN, FLATTR_OWNER -> null;
    };
  }

  private void tell(Transaction tx, Subscription tried, Outcome outcome, YearMonth month) {
    switch (outcome) {
      case WITHDRAWN, FLATTR_OWNER -> news.ended(tx, tried);
      case NO_MEANS, RECEIVABLE_OPEN -> news.lacksMeans(tx, tried, month);
      case FLATTRED, PEER_BLOCKED, PEER_SUSPENDED, REFUSED_FOR_NOW, REFUSED -> {}
    }
  }
}
