package org.farthing.node.notice;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.mail.Mail;
import org.farthing.node.platform.mail.MailServer;
import org.farthing.node.platform.schedule.Worker;

/**
 * Writes and sends what is in the queue, one letter after the other. What the server does not take
 * now is tried again for a day, each time after twice the pause; by then nobody waits for it any
 * more, and its page has the notice.
 */
public final class MailWorker implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(MailWorker.class.getName());
  private static final Duration POLL = Duration.ofMinutes(1);
  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(4);
  private static final int MOST_ATTEMPTS = 14;
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final int MOST_FORGOTTEN = 1000;

  private final Database database;
  private final MailServer server;
  private final Function<MailPurpose, Letters> letters;
  private final InstantSource system;
  private final MailStore store = new MailStore();
  private final Worker worker;

  private record Written(QueuedMail queued, Optional<Letters.Letter> letter) {}

  private MailWorker(
      Database database,
      MailServer server,
      MailQueue queue,
      Function<MailPurpose, Letters> letters,
      InstantSource system) {
    this.database = database;
    this.server = server;
    this.letters = letters;
    this.system = system;
    this.worker = Worker.start("mail", POLL, this::next);
    queue.wakes(worker::wake);
  }

  /** Starts to send what is in the queue. */
  public static MailWorker start(
      Database database,
      MailServer server,
      MailQueue queue,
      Function<MailPurpose, Letters> letters,
      InstantSource system) {
    return new MailWorker(database, server, queue, letters, system);
  }

  private boolean next() {
    Instant now = system.instant();
    Optional<Written> written = database.write(tx -> write(tx, now));
    if (written.isEmpty()) {
      database.execute(tx -> store.deleteOlderThan(tx, now.minus(KEPT), MOST_FORGOTTEN));
      return false;
    }
    QueuedMail queued = written.get().queued();
    MailServer.Outcome outcome =
        written
            .get()
            .letter()
            .map(letter -> server.send(mail(queued, letter), now))
            .orElseGet(MailServer.Outcome.Taken::new);
    switch (outcome) {
      case MailServer.Outcome.Taken _ -> database.execute(tx -> store.delete(tx, queued.id()));
      case MailServer.Outcome.Later it -> failed(queued, it.reason(), false);
      case MailServer.Outcome.Refused it -> failed(queued, it.reason(), true);
    }
    return true;
  }

  private Optional<Written> write(Transaction tx, Instant now) {
    return store
        .claim(tx, now, now.plus(LEASE))
        .map(mail -> new Written(mail, letters.apply(mail.purpose()).write(tx, mail)));
  }

  private static Mail mail(QueuedMail queued, Letters.Letter letter) {
    return new Mail(
        queued.purpose().id() + "-" + queued.id(),
        queued.recipient(),
        letter.subject(),
        letter.text());
  }

  private void failed(QueuedMail mail, String reason, boolean forGood) {
    int attempts = mail.attempts() + 1;
    boolean over = forGood || attempts >= MOST_ATTEMPTS;
    database.execute(
        tx ->
            store.failed(
                tx,
                mail.id(),
                attempts,
                reason,
                over ? null : system.instant().plus(pause(attempts))));
    LOG.log(
        over ? System.Logger.Level.WARNING : System.Logger.Level.INFO,
        "mail {0} is not sent, {1}: {2}",
        String.valueOf(mail.id()),
        over ? "and not tried again" : "attempt " + attempts,
        reason);
  }

  private static Duration pause(int attempts) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
    return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
  }

  @Override
  public void close() {
    worker.close();
  }
}
