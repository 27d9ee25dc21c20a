package org.farthing.node.social;

import static org.farthing.node.generated.Tables.OWN_REACTION;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.generated.tables.records.OwnReactionRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.social.OwnReaction.Kind;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What members here like and boost elsewhere. */
final class OwnReactionStore {

  private OwnReactionStore() {}

  /**
   * Returns whether it was inserted; not when the owner has said the same of the post already.
   *
   * @param named the address by which the owner named the post
   */
  static boolean insert(Transaction tx, String owner, OwnReaction said, URI named) {
    return tx.dsl()
            .insertInto(OWN_REACTION)
            .set(OWN_REACTION.OWNER, owner)
            .set(OWN_REACTION.KIND, said.kind().lowerCase())
            .set(OWN_REACTION.OBJECT_HASH, Hash.of(said.object()))
            .set(OWN_REACTION.OBJECT, said.object().toString())
            .set(OWN_REACTION.NAMED_HASH, Hash.of(named))
            .set(OWN_REACTION.AUTHOR_HASH, Hash.of(said.author()))
            .set(OWN_REACTION.AUTHOR, said.author().toString())
            .set(OWN_REACTION.PAGE, said.page().toString())
            .set(OWN_REACTION.TITLE, said.title())
            .set(OWN_REACTION.ACTIVITY_HASH, Hash.of(said.activity()))
            .set(OWN_REACTION.ACTIVITY, said.activity().toString())
            .set(OWN_REACTION.SINCE, said.since())
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /** By which address its owner names the post now. */
  static void rename(Transaction tx, long sequence, URI named) {
    tx.dsl()
        .update(OWN_REACTION)
        .set(OWN_REACTION.NAMED_HASH, Hash.of(named))
        .where(OWN_REACTION.SEQUENCE.eq(sequence))
        .execute();
  }

  /** What an owner has said of a post, by its id or by the address that they named it by. */
  static List<OwnReaction> of(Transaction tx, String owner, Object post) {
    byte[] hash = Hash.of(post);
    return tx.dsl()
        .selectFrom(OWN_REACTION)
        .where(
            OWN_REACTION.OWNER.eq(owner),
            OWN_REACTION.OBJECT_HASH.eq(hash).or(OWN_REACTION.NAMED_HASH.eq(hash)))
        .orderBy(OWN_REACTION.SEQUENCE)
        .fetch(OwnReactionStore::reaction);
  }

  static Optional<OwnReaction> lock(Transaction tx, String owner, long sequence) {
    return tx.dsl()
        .selectFrom(OWN_REACTION)
        .where(OWN_REACTION.OWNER.eq(owner), OWN_REACTION.SEQUENCE.eq(sequence))
        .forUpdate()
        .fetchOptional(OwnReactionStore::reaction);
  }

  /** By our activity, with the path of who said so. */
  static Optional<OwnReactions.Said> byActivity(Transaction tx, ActivityId activity) {
    return tx.dsl()
        .selectFrom(OWN_REACTION)
        .where(OWN_REACTION.ACTIVITY_HASH.eq(Hash.of(activity)))
        .fetchOptional(row -> new OwnReactions.Said(row.getOwner(), reaction(row)));
  }

  static void remove(Transaction tx, long sequence) {
    tx.dsl().deleteFrom(OWN_REACTION).where(OWN_REACTION.SEQUENCE.eq(sequence)).execute();
  }

  /** The post is no more. */
  static void removePost(Transaction tx, ActivityId object) {
    tx.dsl().deleteFrom(OWN_REACTION).where(OWN_REACTION.OBJECT_HASH.eq(Hash.of(object))).execute();
  }

  /** An author is no more, and with them what they wrote. */
  static void removePostsOf(Transaction tx, ActorId author) {
    tx.dsl().deleteFrom(OWN_REACTION).where(OWN_REACTION.AUTHOR_HASH.eq(Hash.of(author))).execute();
  }

  static void removeAllOf(Transaction tx, String owner) {
    tx.dsl().deleteFrom(OWN_REACTION).where(OWN_REACTION.OWNER.eq(owner)).execute();
  }

  static long count(Transaction tx, String owner, Kind kind) {
    return tx.dsl().fetchCount(OWN_REACTION, OWN_REACTION.OWNER.eq(owner).and(is(kind)));
  }

  /**
   * The newest first.
   *
   * @param kindOrNull of one kind alone
   */
  static List<OwnReaction> page(
      Transaction tx,
      String owner,
      @Nullable Kind kindOrNull,
      @Nullable Long beforeOrNull,
      int most) {
    Condition older =
        beforeOrNull == null ? DSL.noCondition() : OWN_REACTION.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(OWN_REACTION)
        .where(
            OWN_REACTION.OWNER.eq(owner),
            kindOrNull == null ? DSL.noCondition() : is(kindOrNull),
            older)
        .orderBy(OWN_REACTION.SEQUENCE.desc())
        .limit(most)
        .fetch(OwnReactionStore::reaction);
  }

  private static Condition is(Kind kind) {
    return OWN_REACTION.KIND.eq(kind.lowerCase());
  }

  private static OwnReaction reaction(OwnReactionRecord row) {
    return new OwnReaction(
        row.getSequence(),
        Kind.of(row.getKind()).orElseThrow(),
        ActivityId.of(row.getObject()),
        ActorId.of(row.getAuthor()),
        URI.create(row.getPage()),
        row.getTitle(),
        ActivityId.of(row.getActivity()),
        row.getSince());
  }
}
