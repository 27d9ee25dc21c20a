package org.farthing.node.image;

import static org.farthing.node.generated.Tables.IMAGE;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;

/** The rows of images from elsewhere. */
final class ImageStore {

  private ImageStore() {}

  /**
   * @param isHere whether it can be shown
   */
  record Head(Instant wantedAt, boolean isHere) {}

  /** An image that is to be fetched. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Due(byte[] hash, String url, int failures) {}

  static Optional<Head> head(Transaction tx, byte[] hash) {
    return tx.dsl()
        .select(IMAGE.WANTED_AT, IMAGE.TYPE)
        .from(IMAGE)
        .where(IMAGE.URL_HASH.eq(hash))
        .fetchOptional(row -> new Head(row.value1(), row.value2() != null));
  }

  static void want(Transaction tx, byte[] hash, String url, Instant now) {
    tx.dsl()
        .insertInto(IMAGE)
        .set(IMAGE.URL_HASH, hash)
        .set(IMAGE.URL, url)
        .set(IMAGE.WANTED_AT, now)
        .set(IMAGE.FETCH_AT, now)
        .onDuplicateKeyUpdate()
        .set(IMAGE.WANTED_AT, now)
        .execute();
  }

  static List<Due> due(Transaction tx, Instant now, int most) {
    return tx.dsl()
        .select(IMAGE.URL_HASH, IMAGE.URL, IMAGE.FAILURES)
        .from(IMAGE)
        .where(IMAGE.FETCH_AT.le(now))
        .orderBy(IMAGE.FETCH_AT)
        .limit(most)
        .fetch(row -> new Due(row.value1(), row.value2(), row.value3()));
  }

  static void failed(Transaction tx, byte[] hash, Instant next) {
    tx.dsl()
        .update(IMAGE)
        .set(IMAGE.FETCH_AT, next)
        .set(IMAGE.FAILURES, IMAGE.FAILURES.plus(1))
        .where(IMAGE.URL_HASH.eq(hash))
        .execute();
  }

  static void keep(Transaction tx, byte[] hash, Redrawn image, Instant next) {
    tx.dsl()
        .update(IMAGE)
        .set(IMAGE.FETCH_AT, next)
        .set(IMAGE.FAILURES, 0)
        .set(IMAGE.TYPE, image.type())
        .set(IMAGE.CONTENT, image.content())
        .where(IMAGE.URL_HASH.eq(hash))
        .execute();
  }

  static Optional<Redrawn> content(Transaction tx, byte[] hash) {
    return tx.dsl()
        .select(IMAGE.TYPE, IMAGE.CONTENT)
        .from(IMAGE)
        .where(IMAGE.URL_HASH.eq(hash), IMAGE.TYPE.isNotNull())
        .fetchOptional(row -> new Redrawn(row.value1(), row.value2()));
  }

  static void forget(Transaction tx, Instant wantedBefore) {
    tx.dsl().deleteFrom(IMAGE).where(IMAGE.WANTED_AT.lt(wantedBefore)).execute();
  }
}
