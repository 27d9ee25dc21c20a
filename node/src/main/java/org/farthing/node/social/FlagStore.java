package org.farthing.node.social;

import static java.util.Objects.requireNonNull;
import static org.farthing.node.generated.Tables.FLAG;
import static org.farthing.node.generated.Tables.FLAGGED;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.generated.tables.records.FlagRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reports for the admin. */
final class FlagStore {

  private FlagStore() {}

  static void insert(
      Transaction tx, VerifiedActivity activity, String comment, List<String> objects) {
    long flag =
        tx.dsl()
            .insertInto(FLAG)
            .set(FLAG.ID_HASH, Hash.of(activity.id()))
            .set(FLAG.ID, activity.id().toString())
            .set(FLAG.ACTOR, activity.actor().toString())
            .set(FLAG.COMMENT, comment)
            .set(FLAG.RECEIVED_AT, activity.receivedAt())
            .returningResult(FLAG.SEQUENCE)
            .fetchSingle()
            .value1();
    for (int place = 0; place < objects.size(); place++) {
      tx.dsl()
          .insertInto(FLAGGED)
          .set(FLAGGED.FLAG, flag)
          .set(FLAGGED.PLACE, place)
          .set(FLAGGED.OBJECT, objects.get(place))
          .execute();
    }
  }

  static List<Flags.Flag> page(Transaction tx, @Nullable Long beforeOrNull, int most) {
    return select(tx, older(beforeOrNull), most);
  }

  static List<Flags.Flag> page(
      Transaction tx, boolean done, @Nullable Long beforeOrNull, int most) {
    Condition state = done ? FLAG.DONE_AT.isNotNull() : FLAG.DONE_AT.isNull();
    return select(tx, state.and(older(beforeOrNull)), most);
  }

  static int countWaiting(Transaction tx) {
    return tx.dsl().fetchCount(FLAG, FLAG.DONE_AT.isNull());
  }

  static Optional<Flags.Flag> find(Transaction tx, long sequence) {
    return select(tx, FLAG.SEQUENCE.eq(sequence), 1).stream().findFirst();
  }

  /** Returns whether it waited. */
  static boolean setDone(Transaction tx, long sequence, Flags.Done done) {
    return tx.dsl()
            .update(FLAG)
            .set(FLAG.DONE_AT, done.at())
            .set(FLAG.NOTE, done.what())
            .where(FLAG.SEQUENCE.eq(sequence), FLAG.DONE_AT.isNull())
            .execute()
        == 1;
  }

  /** Returns whether it was done with. */
  static boolean setWaiting(Transaction tx, long sequence) {
    return tx.dsl()
            .update(FLAG)
            .setNull(FLAG.DONE_AT)
            .setNull(FLAG.NOTE)
            .where(FLAG.SEQUENCE.eq(sequence), FLAG.DONE_AT.isNotNull())
            .execute()
        == 1;
  }

  private static Condition older(@Nullable Long beforeOrNull) {
    return beforeOrNull == null ? DSL.noCondition() : FLAG.SEQUENCE.lt(beforeOrNull);
  }

  private static List<Flags.Flag> select(Transaction tx, Condition condition, int most) {
    List<FlagRecord> flags =
        tx.dsl()
            .selectFrom(FLAG)
            .where(condition)
            .orderBy(FLAG.SEQUENCE.desc())
            .limit(most)
            .fetch();
    Map<Long, List<String>> objects =
        tx.dsl()
            .select(FLAGGED.FLAG, FLAGGED.OBJECT)
            .from(FLAGGED)
            .where(FLAGGED.FLAG.in(flags.stream().map(FlagRecord::getSequence).toList()))
            .orderBy(FLAGGED.FLAG, FLAGGED.PLACE)
            .fetchGroups(FLAGGED.FLAG, FLAGGED.OBJECT);
    return flags.stream().map(row -> flag(row, objects)).toList();
  }

  private static Flags.Flag flag(FlagRecord row, Map<Long, List<String>> objects) {
    return new Flags.Flag(
        row.getSequence(),
        ActorId.of(row.getActor()),
        row.getComment(),
        objects.getOrDefault(row.getSequence(), List.of()),
        row.getReceivedAt(),
        row.getDoneAt() == null
            ? null
            : new Flags.Done(requireNonNull(row.getNote()), row.getDoneAt()));
  }
}
