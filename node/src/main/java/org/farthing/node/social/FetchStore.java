package org.farthing.node.social;

import static org.farthing.node.generated.Tables.SOCIAL_FETCH;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.generated.tables.records.SocialFetchRecord;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** What has to be fetched from elsewhere. */
final class FetchStore {

  private static final int LONGEST_ERROR = 1_000;

  /** What is fetched, and so what follows. */
  enum Kind {
    POST,
    ACTOR,
    MOVE
  }

  /**
   * @param address of the post or of the actor
   * @param targetOrNull where an actor that moves goes
   */
  record Task(Kind kind, String address, @Nullable String targetOrNull) {}

  /**
   * A task that nobody else has.
   *
   * @param attempts before this one
   * @param leaseEnd until when
   */
  record Claimed(long sequence, Task task, int attempts, Instant leaseEnd) {}

  private FetchStore() {}

  /** What is asked for again is done once more, also when it is under way or was given up. */
  static void insert(Transaction tx, Task task, String host, Instant now) {
    tx.dsl()
        .insertInto(SOCIAL_FETCH)
        .set(SOCIAL_FETCH.KIND, task.kind().name().toLowerCase(Locale.ROOT))
        .set(SOCIAL_FETCH.KEY_HASH, Hash.of(task))
        .set(SOCIAL_FETCH.ADDRESS, task.address())
        .set(SOCIAL_FETCH.TARGET, task.targetOrNull())
        .set(SOCIAL_FETCH.HOST, host)
        .set(SOCIAL_FETCH.ATTEMPTS, 0)
        .set(SOCIAL_FETCH.NEXT_TRY, now)
        .onDuplicateKeyUpdate()
        .set(SOCIAL_FETCH.ATTEMPTS, 0)
        .set(SOCIAL_FETCH.NEXT_TRY, now)
        .execute();
  }

  static int waitingFor(Transaction tx, String host) {
    return tx.dsl()
        .fetchCount(
            SOCIAL_FETCH, SOCIAL_FETCH.HOST.eq(host).and(SOCIAL_FETCH.NEXT_TRY.isNotNull()));
  }

  /** Takes what is due the longest, and keeps all others from it until the lease ends. */
  static Optional<Claimed> claim(Transaction tx, Instant now, Instant leaseEnd) {
    Optional<SocialFetchRecord> due =
        tx.dsl()
            .selectFrom(SOCIAL_FETCH)
            .where(SOCIAL_FETCH.NEXT_TRY.le(now))
            .orderBy(SOCIAL_FETCH.NEXT_TRY)
            .limit(1)
            .forUpdate()
            .skipLocked()
            .fetchOptional();
    due.ifPresent(
        row ->
            tx.dsl()
                .update(SOCIAL_FETCH)
                .set(SOCIAL_FETCH.NEXT_TRY, leaseEnd)
                .where(SOCIAL_FETCH.SEQUENCE.eq(row.getSequence()))
                .execute());
    return due.map(row -> claimed(row, leaseEnd));
  }

  private static Claimed claimed(SocialFetchRecord row, Instant leaseEnd) {
    Kind kind = Kind.valueOf(row.getKind().toUpperCase(Locale.ROOT));
    return new Claimed(
        row.getSequence(),
        new Task(kind, row.getAddress(), row.getTarget()),
        row.getAttempts(),
        leaseEnd);
  }

  /** It is done, unless it was asked for again meanwhile. */
  static void done(Transaction tx, Claimed claimed) {
    tx.dsl()
        .deleteFrom(SOCIAL_FETCH)
        .where(
            SOCIAL_FETCH.SEQUENCE.eq(claimed.sequence()),
            SOCIAL_FETCH.NEXT_TRY.eq(claimed.leaseEnd()))
        .execute();
  }

  /**
   * It did not work.
   *
   * @param nextTryOrNull null when it is given up
   */
  static void failed(
      Transaction tx, Claimed claimed, String reason, @Nullable Instant nextTryOrNull) {
    tx.dsl()
        .update(SOCIAL_FETCH)
        .set(SOCIAL_FETCH.ATTEMPTS, claimed.attempts() + 1)
        .set(SOCIAL_FETCH.NEXT_TRY, nextTryOrNull)
        .set(SOCIAL_FETCH.ERROR, Text.cut(reason, LONGEST_ERROR))
        .where(
            SOCIAL_FETCH.SEQUENCE.eq(claimed.sequence()),
            SOCIAL_FETCH.NEXT_TRY.eq(claimed.leaseEnd()))
        .execute();
  }

  static int waiting(Transaction tx) {
    return tx.dsl().fetchCount(SOCIAL_FETCH, SOCIAL_FETCH.NEXT_TRY.isNotNull());
  }
}
