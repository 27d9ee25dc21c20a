package org.farthing.node.federation.outbox;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.GroupCommit;
import org.farthing.node.platform.database.Transaction;

/** Writes down what attempts came to, and says when the next one is due. */
final class DeliveryRecorder {

  private static final System.Logger LOG = System.getLogger(DeliveryRecorder.class.getName());
  private static final int MOST_TOGETHER = 100;

  private final Database database;
  private final OutboxStore store;
  private final RetrySchedules schedules;
  private final InboxGone inboxGone;
  private final InstantSource system;

  /** Nearly all attempts succeed, many at a time: they share commits. */
  private final GroupCommit<Delivery, Boolean> together;

  DeliveryRecorder(
      Database database,
      OutboxStore store,
      RetrySchedules schedules,
      InboxGone inboxGone,
      InstantSource system) {
    this.database = database;
    this.store = store;
    this.schedules = schedules;
    this.inboxGone = inboxGone;
    this.system = system;
    this.together = new GroupCommit<>(database, MOST_TOGETHER, 1, this::delivered);
  }

  private List<Boolean> delivered(Transaction tx, List<Delivery> deliveries) {
    store.delivered(tx, deliveries, system.instant());
    return Collections.nCopies(deliveries.size(), true);
  }

  /** Writes it down, and returns how long the delivery is to wait; zero when it has ended. */
  Duration record(Delivery delivery, DeliveryOutcome outcome) {
    return switch (outcome) {
      case DeliveryOutcome.Delivered _ -> {
        together.ask(delivery);
        yield Duration.ZERO;
      }
      case DeliveryOutcome.Refused refused -> giveUp(delivery, refused.reason());
      case DeliveryOutcome.Gone gone -> giveUpInbox(delivery, gone.reason());
      case DeliveryOutcome.Postponed postponed ->
          postpone(delivery, postponed.reason(), Duration.ZERO);
      case DeliveryOutcome.HostDown down -> {
        giveUpOverdue(delivery.host(), down.reason());
        yield postpone(delivery, down.reason(), down.askedFor());
      }
    };
  }

  private Duration postpone(Delivery delivery, String reason, Duration askedFor) {
    RetrySchedule schedule = schedules.of(delivery);
    Instant now = system.instant();
    boolean counts = !isEarly(delivery, schedule, now);
    int failures = delivery.attempts() + (counts ? 1 : 0);
    if (failures >= schedule.attempts() || isOverdue(delivery, now)) {
      return giveUp(delivery, reason);
    }
    Duration pause =
        schedule.pauseAfter(failures, askedFor, ThreadLocalRandom.current().nextDouble());
    Instant nextTry = now.plus(pause);
    database.execute(
        tx -> {
          if (counts) {
            store.postponed(tx, delivery, reason, now, nextTry);
          } else {
            store.stillPostponed(tx, delivery, reason, nextTry);
          }
        });
    LOG.log(
        System.Logger.Level.INFO,
        "{0} to {1} waits for {2}: {3}",
        delivery.id(),
        delivery.inbox(),
        pause,
        reason);
    return pause;
  }

  /**
   * Whether something had it tried before its pause was over: a host from which something was heard
   * may be heard from often and take nothing yet, and that must not use up the attempts.
   */
  private static boolean isEarly(Delivery delivery, RetrySchedule schedule, Instant now) {
    Instant last = delivery.triedAtOrNull();
    return last != null
        && now.isBefore(last.plus(schedule.pauseAfter(delivery.attempts(), Duration.ZERO, 0)));
  }

  private static boolean isOverdue(Delivery delivery, Instant now) {
    Instant end = delivery.giveUpAtOrNull();
    return end != null && !now.isBefore(end);
  }

  private Duration giveUp(Delivery delivery, String reason) {
    database.execute(tx -> store.givenUp(tx, delivery, reason, system.instant()));
    LOG.log(
        System.Logger.Level.WARNING,
        "{0} to {1} given up: {2}",
        delivery.id(),
        delivery.inbox(),
        reason);
    return Duration.ZERO;
  }

  /** Nothing else that is on its way there will be taken. */
  private Duration giveUpInbox(Delivery delivery, String reason) {
    int others =
        database.write(
            tx -> {
              store.givenUp(tx, delivery, reason, system.instant());
              inboxGone.gone(tx, delivery.inbox());
              return store.giveUpInbox(tx, delivery, reason);
            });
    LOG.log(
        System.Logger.Level.INFO,
        "{0} is gone; {1} more deliveries to it given up",
        delivery.inbox(),
        others);
    return Duration.ZERO;
  }

  /** A host that is down is asked for one delivery at a time: the others grow old meanwhile. */
  private void giveUpOverdue(String host, String reason) {
    int overdue = database.write(tx -> store.giveUpOverdue(tx, host, reason, system.instant()));
    if (overdue > 0) {
      LOG.log(
          System.Logger.Level.WARNING,
          "{0} deliveries to {1} given up: {2}",
          overdue,
          host,
          reason);
    }
  }
}
