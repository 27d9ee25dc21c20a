package org.farthing.node.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.generated.Tables.MAIL;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.node.platform.mail.MailServer;
import org.farthing.node.platform.mail.MailTerms;
import org.farthing.node.platform.schedule.SettableClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The queue of letters, with a server that comes and goes. */
final class MailWorkerTest {

  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-27T12:00:00Z"));
  private final Database database = Database.open(TestDatabase.address(), 4);
  private final MailQueue queue = new MailQueue(true, clock);
  private final int port = freePort();
  private final GreenMail mailbox =
      new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
  private final MailWorker worker =
      MailWorker.start(
          database,
          new MailServer(
              new MailTerms(
                  "127.0.0.1",
                  port,
                  MailTerms.Security.NONE,
                  "node@node.example",
                  Optional.empty()),
              "node.example"),
          queue,
          _ ->
              (_, mail) ->
                  mail.recipient().startsWith("nobody")
                      ? Optional.empty()
                      : Optional.of(new Letters.Letter("Grüße", "Über allen Gipfeln\n")),
          clock);

  @AfterEach
  void stop() {
    worker.close();
    database.close();
    mailbox.stop();
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String recipient) {
    database.execute(tx -> queue.put(tx, MailPurpose.PASSWORD, recipient, null));
  }

  private int count() {
    return database.read(tx -> tx.dsl().fetchCount(MAIL));
  }

  private void awaitFailure() {
    TestPeer.await(
        "a failed attempt",
        () -> database.read(tx -> tx.dsl().fetchExists(MAIL, MAIL.ATTEMPTS.eq(1))));
  }

  @Test
  void letterThatCouldNotBeSentIsSentLater() throws Exception {
    put("ada@example.org");
    awaitFailure();

    mailbox.start();
    clock.set(clock.instant().plus(Duration.ofMinutes(1)));
    put("nobody@example.org");
    TestPeer.await("an empty queue", () -> count() == 0);

    assertThat(mailbox.getReceivedMessages()).hasSize(1);
    assertThat(mailbox.getReceivedMessages()[0].getSubject()).isEqualTo("Grüße");
    assertThat((String) mailbox.getReceivedMessages()[0].getContent())
        .startsWith("Über allen Gipfeln");
    assertThat(mailbox.getReceivedMessages()[0].getMessageID()).endsWith("@node.example>");
  }

  @Test
  void strangersAskForOneLetterAtATime() {
    database.execute(tx -> queue.putUnlessWaiting(tx, MailPurpose.PASSWORD, "ada@example.org"));
    awaitFailure();

    database.execute(tx -> queue.putUnlessWaiting(tx, MailPurpose.PASSWORD, "ada@example.org"));

    assertThat(count()).isOne();
  }

  @Test
  void withoutAServerNothingIsKept() {
    MailQueue off = new MailQueue(false, clock);

    database.execute(tx -> off.put(tx, MailPurpose.PASSWORD, "ada@example.org", null));

    assertThat(count()).isZero();
  }
}
