package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.LINKED_LIKE;
import static org.farthing.node.generated.Tables.LINKED_LIKE_CHOICE;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.generated.tables.records.LinkedLikeRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of Likes from linked actors, and of who wants them to be flattrs. */
final class LinkedLikeStore {

  private LinkedLikeStore() {}

  static boolean isChosen(Transaction tx, MemberId member) {
    return tx.dsl()
        .fetchExists(LINKED_LIKE_CHOICE, LINKED_LIKE_CHOICE.MEMBER_ID.eq(member.value()));
  }

  static void choose(Transaction tx, MemberId member) {
    tx.dsl()
        .insertInto(LINKED_LIKE_CHOICE)
        .set(LINKED_LIKE_CHOICE.MEMBER_ID, member.value())
        .onDuplicateKeyIgnore()
        .execute();
  }

  static void chooseNot(Transaction tx, MemberId member) {
    tx.dsl()
        .deleteFrom(LINKED_LIKE_CHOICE)
        .where(LINKED_LIKE_CHOICE.MEMBER_ID.eq(member.value()))
        .execute();
  }

  /** The same Like again changes nothing. */
  static void insertIfNew(
      Transaction tx, VerifiedActivity like, String object, MemberId member, FlattrId flattr) {
    tx.dsl()
        .insertInto(LINKED_LIKE)
        .set(LINKED_LIKE.LIKE_HASH, hash(like.id()))
        .set(LINKED_LIKE.ACTOR_HASH, hash(like.actor()))
        .set(LINKED_LIKE.LIKE_ID, like.id().toString())
        .set(LINKED_LIKE.ACTOR, like.actor().toString())
        .set(LINKED_LIKE.OBJECT, object)
        .set(LINKED_LIKE.MEMBER_ID, member.value())
        .set(LINKED_LIKE.RECEIVED_AT, like.receivedAt())
        .set(LINKED_LIKE.FLATTR_ID, flattr.uuid())
        .set(LINKED_LIKE.DUE_AT, like.receivedAt())
        .onDuplicateKeyIgnore()
        .execute();
  }

  /**
   * A Like is undone.
   *
   * @return whether it stood
   */
  static boolean undo(Transaction tx, ActivityId like, ActorId actor, Instant now) {
    return undo(tx, LINKED_LIKE.LIKE_HASH.eq(hash(like)), actor, now);
  }

  /** The Likes of something by an actor that are no younger than the word that takes them back. */
  static boolean undo(Transaction tx, String object, ActorId actor, Instant upTo, Instant now) {
    return undo(
        tx, LINKED_LIKE.OBJECT.eq(object).and(LINKED_LIKE.RECEIVED_AT.le(upTo)), actor, now);
  }

  private static boolean undo(Transaction tx, Condition which, ActorId actor, Instant now) {
    return tx.dsl()
            .update(LINKED_LIKE)
            .set(LINKED_LIKE.STANDS, false)
            .set(LINKED_LIKE.DUE_AT, now)
            .where(which, LINKED_LIKE.ACTOR_HASH.eq(hash(actor)), LINKED_LIKE.STANDS.isTrue())
            .execute()
        > 0;
  }

  /** Those to be looked at, the longest due first. */
  static List<LinkedLike> due(Transaction tx, Instant now, int most) {
    return tx.dsl()
        .selectFrom(LINKED_LIKE)
        .where(LINKED_LIKE.DUE_AT.le(now))
        .orderBy(LINKED_LIKE.DUE_AT, LINKED_LIKE.SEQUENCE)
        .limit(most)
        .fetch(LinkedLikeStore::like);
  }

  static boolean isAnyDue(Transaction tx) {
    return tx.dsl().fetchExists(LINKED_LIKE, LINKED_LIKE.DUE_AT.isNotNull());
  }

  /** It is looked at again by then, unless it is settled before. */
  static void defer(Transaction tx, LinkedLike like, Instant until) {
    tx.dsl()
        .update(LINKED_LIKE)
        .set(LINKED_LIKE.DUE_AT, until)
        .where(LINKED_LIKE.SEQUENCE.eq(like.sequence()))
        .execute();
  }

  /** Stores what became of a Like; one that was undone meanwhile is looked at again. */
  static void settle(
      Transaction tx, LinkedLike like, LinkedLike.State state, @Nullable String codeOrNull) {
    tx.dsl()
        .update(LINKED_LIKE)
        .set(LINKED_LIKE.STATE, state.name().toLowerCase(Locale.ROOT))
        .set(LINKED_LIKE.CODE, codeOrNull)
        .where(LINKED_LIKE.SEQUENCE.eq(like.sequence()))
        .execute();
    tx.dsl()
        .update(LINKED_LIKE)
        .setNull(LINKED_LIKE.DUE_AT)
        .where(LINKED_LIKE.SEQUENCE.eq(like.sequence()), LINKED_LIKE.STANDS.eq(like.stands()))
        .execute();
  }

  /**
   * A member's, the newest first.
   *
   * @param beforeOrNull a sequence; null for the newest
   */
  static List<LinkedLike> of(
      Transaction tx, MemberId member, @Nullable Long beforeOrNull, int most) {
    Condition older =
        beforeOrNull == null ? DSL.noCondition() : LINKED_LIKE.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(LINKED_LIKE)
        .where(LINKED_LIKE.MEMBER_ID.eq(member.value()), older)
        .orderBy(LINKED_LIKE.SEQUENCE.desc())
        .limit(most)
        .fetch(LinkedLikeStore::like);
  }

  static void deleteAllOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(LINKED_LIKE).where(LINKED_LIKE.MEMBER_ID.eq(member.value())).execute();
  }

  private static LinkedLike like(LinkedLikeRecord row) {
    return new LinkedLike(
        row.getSequence(),
        ActivityId.of(row.getLikeId()),
        ActorId.of(row.getActor()),
        row.getObject(),
        new MemberId(row.getMemberId()),
        row.getReceivedAt(),
        new FlattrId(row.getFlattrId()),
        row.getStands(),
        LinkedLike.State.valueOf(row.getState().toUpperCase(Locale.ROOT)),
        row.getCode());
  }

  /** Ids are longer than an index takes. */
  private static byte[] hash(Object id) {
    return Sha256.of(id.toString());
  }
}
