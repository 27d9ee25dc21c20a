package org.farthing.node.social;

import static org.farthing.node.generated.Tables.UNKNOWN_ACTIVITY;

import java.time.Instant;
import java.util.List;
import org.farthing.node.platform.database.Transaction;

/** How often activities came that nothing follows from. */
final class UnknownActivityStore {

  private UnknownActivityStore() {}

  /** Whether the type has a row, or there is room for one. */
  static boolean knows(Transaction tx, String type, int most) {
    return tx.dsl().fetchExists(UNKNOWN_ACTIVITY, UNKNOWN_ACTIVITY.TYPE.eq(type))
        || tx.dsl().fetchCount(UNKNOWN_ACTIVITY) < most;
  }

  static void count(Transaction tx, String type, Instant now) {
    tx.dsl()
        .insertInto(UNKNOWN_ACTIVITY)
        .set(UNKNOWN_ACTIVITY.TYPE, type)
        .set(UNKNOWN_ACTIVITY.NUMBER, 1L)
        .set(UNKNOWN_ACTIVITY.LAST_AT, now)
        .onDuplicateKeyUpdate()
        .set(UNKNOWN_ACTIVITY.NUMBER, UNKNOWN_ACTIVITY.NUMBER.plus(1L))
        .set(UNKNOWN_ACTIVITY.LAST_AT, now)
        .execute();
  }

  static List<UnknownActivities.Count> all(Transaction tx) {
    return tx.dsl()
        .selectFrom(UNKNOWN_ACTIVITY)
        .orderBy(UNKNOWN_ACTIVITY.NUMBER.desc(), UNKNOWN_ACTIVITY.TYPE)
        .fetch(row -> new UnknownActivities.Count(row.getType(), row.getNumber()));
  }
}
