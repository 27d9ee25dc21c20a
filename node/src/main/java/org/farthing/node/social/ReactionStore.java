package org.farthing.node.social;

import static org.farthing.node.generated.Tables.REACTION;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.impl.DSL;

/** Who has applauded what. */
final class ReactionStore {

  private ReactionStore() {}

  /** Of one actor, each kind and each emoji counts once. */
  static void insert(
      Transaction tx, String object, Reactions.Kind kind, String emoji, VerifiedActivity activity) {
    tx.dsl()
        .insertInto(REACTION)
        .set(REACTION.OBJECT, object)
        .set(REACTION.ACTOR_HASH, Hash.of(activity.actor()))
        .set(REACTION.ACTOR, activity.actor().toString())
        .set(REACTION.KIND, name(kind))
        .set(REACTION.EMOJI, emoji)
        .set(REACTION.ACTIVITY_HASH, Hash.of(activity.id()))
        .set(REACTION.RECEIVED_AT, activity.receivedAt())
        .onDuplicateKeyUpdate()
        .set(REACTION.ACTIVITY_HASH, Hash.of(activity.id()))
        .set(REACTION.RECEIVED_AT, activity.receivedAt())
        .execute();
  }

  static void remove(Transaction tx, ActivityId reaction, ActorId actor) {
    tx.dsl()
        .deleteFrom(REACTION)
        .where(REACTION.ACTIVITY_HASH.eq(Hash.of(reaction)), REACTION.ACTOR_HASH.eq(Hash.of(actor)))
        .execute();
  }

  /** Removes a reaction that is no younger than the word that takes it back. */
  static void remove(
      Transaction tx,
      String object,
      Reactions.Kind kind,
      String emoji,
      ActorId actor,
      Instant upTo) {
    tx.dsl()
        .deleteFrom(REACTION)
        .where(
            REACTION.OBJECT.eq(object),
            REACTION.KIND.eq(name(kind)),
            REACTION.ACTOR_HASH.eq(Hash.of(actor)),
            REACTION.EMOJI.eq(emoji),
            REACTION.RECEIVED_AT.le(upTo))
        .execute();
  }

  static void removeAllOf(Transaction tx, ActorId actor) {
    tx.dsl().deleteFrom(REACTION).where(REACTION.ACTOR_HASH.eq(Hash.of(actor))).execute();
  }

  static Reactions.Applause count(Transaction tx, String object) {
    Map<String, Integer> counts =
        tx.dsl()
            .select(REACTION.KIND, DSL.count())
            .from(REACTION)
            .where(REACTION.OBJECT.eq(object))
            .groupBy(REACTION.KIND)
            .fetchMap(row -> row.value1(), row -> row.value2());
    return new Reactions.Applause(
        counts.getOrDefault(name(Reactions.Kind.LIKE), 0),
        counts.getOrDefault(name(Reactions.Kind.ANNOUNCE), 0),
        counts.getOrDefault(name(Reactions.Kind.EMOJI), 0));
  }

  private static String name(Reactions.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
