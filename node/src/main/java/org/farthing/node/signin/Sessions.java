package org.farthing.node.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.notice.NoticeDetail;
import org.farthing.node.notice.NoticeEvent;
import org.farthing.node.notice.Notices;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * Who is signed in where. A session ends 30 days after it was last used, 180 days after it began,
 * when its member ends it, and when they choose another password. Thread-safe.
 */
final class Sessions {

  static final Duration UNUSED = Duration.ofDays(30);
  static final Duration LONGEST = Duration.ofDays(180);

  /** A use is noted once in so long: not every page has to write. */
  private static final Duration NOTED = Duration.ofHours(1);

  private static final int LONGEST_CLIENT = 200;
  private static final int MOST_AT_ONCE = 1000;

  private final Database database;
  private final SessionStore store = new SessionStore();
  private final InstantSource system;

  Sessions(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
  }

  /** Signs a member in, and forgets sessions that have ended by themselves. */
  Secret begin(MemberId member, String client) {
    return database.write(tx -> begin(tx, member, client));
  }

  /** As {@link #begin(MemberId, String)}; tells them where, unless they are in such a browser. */
  Secret begin(MemberId member, String client, Notices notices) {
    Browser browser = Browser.in(shortened(client));
    return database.write(
        tx -> {
          boolean known =
              store.of(tx, member).stream()
                  .anyMatch(it -> isAlive(it, system.instant()) && isIn(browser, it));
          if (!known) {
            NoticeDetail where = new NoticeDetail.Text(browser.name());
            notices.tell(tx, member, NoticeEvent.SIGNED_IN, where);
          }
          return begin(tx, member, client);
        });
  }

  private static boolean isIn(Browser browser, Session session) {
    return Browser.in(session.client()).equals(browser);
  }

  private Secret begin(Transaction tx, MemberId member, String client) {
    Instant now = system.instant();
    Secret secret = Secret.fresh();
    store.deleteUnusedSince(tx, now.minus(UNUSED), MOST_AT_ONCE);
    store.insert(tx, secret.hash(), member, shortened(client), now);
    return secret;
  }

  private static String shortened(String client) {
    int end = Math.min(client.length(), LONGEST_CLIENT);
    return client.substring(0, end).replaceAll("[^\\x20-\\x7e]", "?");
  }

  /** The session of a secret, which may be whatever stands in a cookie. */
  Optional<Session> find(Secret secret) {
    byte[] hash = secret.hash();
    Instant now = system.instant();
    Optional<Session> session =
        database.read(tx -> store.find(tx, hash)).filter(it -> isAlive(it, now));
    session
        .filter(it -> it.usedAt().plus(NOTED).isBefore(now))
        .ifPresent(it -> database.execute(tx -> store.use(tx, it.id(), now)));
    return session;
  }

  private static boolean isAlive(Session session, Instant now) {
    return session.usedAt().plus(UNUSED).isAfter(now)
        && session.createdAt().plus(LONGEST).isAfter(now);
  }

  /** The last used first. */
  List<Session> of(MemberId member) {
    Instant now = system.instant();
    return database.read(tx -> store.of(tx, member)).stream()
        .filter(it -> isAlive(it, now))
        .toList();
  }

  void end(Secret secret) {
    database.execute(tx -> store.delete(tx, secret.hash()));
  }

  /** Returns whether the member had such a session. */
  boolean end(MemberId member, long session) {
    return database.write(tx -> store.delete(tx, member, session));
  }

  void endAll(Transaction tx, MemberId member) {
    store.deleteOf(tx, member);
  }
}
