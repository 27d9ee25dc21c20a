package org.farthing.node.social;

import static org.farthing.node.generated.Tables.FLAG;
import static org.farthing.node.generated.Tables.FLAGGED;

import java.util.List;
import java.util.Map;
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
    Condition older = beforeOrNull == null ? DSL.noCondition() : FLAG.SEQUENCE.lt(beforeOrNull);
    List<FlagRecord> flags =
        tx.dsl().selectFrom(FLAG).where(older).orderBy(FLAG.SEQUENCE.desc()).limit(most).fetch();
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
        row.getReceivedAt());
  }
}
