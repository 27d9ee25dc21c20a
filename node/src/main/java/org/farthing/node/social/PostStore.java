package org.farthing.node.social;

import static org.farthing.node.generated.Tables.BLOCKED_BY;
import static org.farthing.node.generated.Tables.REMOTE_MENTION;
import static org.farthing.node.generated.Tables.REMOTE_POST;
import static org.jooq.impl.DSL.notExists;
import static org.jooq.impl.DSL.selectOne;

import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.generated.tables.records.RemotePostRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Posts elsewhere that concern somebody here. */
final class PostStore {

  private PostStore() {}

  static Optional<RemotePost> find(Transaction tx, ActivityId id) {
    return tx.dsl()
        .selectFrom(REMOTE_POST)
        .where(REMOTE_POST.ID_HASH.eq(Hash.of(id)))
        .fetchOptional(PostStore::post);
  }

  /** Stores a post in place of what it was before. */
  static void save(
      Transaction tx, RemotePost post, Collection<String> mentioned, Instant receivedAt) {
    byte[] hash = Hash.of(post.id());
    tx.dsl()
        .insertInto(REMOTE_POST)
        .set(REMOTE_POST.ID_HASH, hash)
        .set(REMOTE_POST.ID, post.id().toString())
        .set(REMOTE_POST.AUTHOR_HASH, Hash.of(post.author()))
        .set(REMOTE_POST.AUTHOR, post.author().toString())
        .set(REMOTE_POST.KIND, post.kind().lowerCase())
        .set(REMOTE_POST.IN_REPLY_TO, post.inReplyToOrNull())
        .set(REMOTE_POST.PAGE, post.page().toString())
        .set(REMOTE_POST.TITLE, post.titleOrNull())
        .set(REMOTE_POST.CONTENT, post.content())
        .set(REMOTE_POST.PUBLISHED, post.publishedOrNull())
        .set(REMOTE_POST.UPDATED, post.updatedOrNull())
        .set(REMOTE_POST.RECEIVED_AT, receivedAt)
        .onDuplicateKeyUpdate()
        .set(REMOTE_POST.KIND, post.kind().lowerCase())
        .set(REMOTE_POST.IN_REPLY_TO, post.inReplyToOrNull())
        .set(REMOTE_POST.PAGE, post.page().toString())
        .set(REMOTE_POST.TITLE, post.titleOrNull())
        .set(REMOTE_POST.CONTENT, post.content())
        .set(REMOTE_POST.UPDATED, post.updatedOrNull())
        .execute();
    long sequence =
        tx.dsl()
            .select(REMOTE_POST.SEQUENCE)
            .from(REMOTE_POST)
            .where(REMOTE_POST.ID_HASH.eq(hash))
            .fetchSingle()
            .value1();
    tx.dsl().deleteFrom(REMOTE_MENTION).where(REMOTE_MENTION.POST.eq(sequence)).execute();
    for (String owner : mentioned) {
      tx.dsl()
          .insertInto(REMOTE_MENTION)
          .set(REMOTE_MENTION.POST, sequence)
          .set(REMOTE_MENTION.OWNER, owner)
          .execute();
    }
  }

  static void remove(Transaction tx, ActivityId id) {
    tx.dsl().deleteFrom(REMOTE_POST).where(REMOTE_POST.ID_HASH.eq(Hash.of(id))).execute();
  }

  static void removeAllOf(Transaction tx, ActorId author) {
    tx.dsl().deleteFrom(REMOTE_POST).where(REMOTE_POST.AUTHOR_HASH.eq(Hash.of(author))).execute();
  }

  static void removeMentionsOf(Transaction tx, String owner) {
    tx.dsl().deleteFrom(REMOTE_MENTION).where(REMOTE_MENTION.OWNER.eq(owner)).execute();
  }

  /** How many answers to something here are of each author. */
  static Map<ActorId, Integer> countAnswers(Transaction tx, String object) {
    return tx.dsl()
        .select(REMOTE_POST.AUTHOR, DSL.count())
        .from(REMOTE_POST)
        .where(REMOTE_POST.IN_REPLY_TO.eq(object))
        .groupBy(REMOTE_POST.AUTHOR)
        .fetchMap(row -> ActorId.of(row.value1()), row -> row.value2());
  }

  /** What answers something here, the newest first. */
  static List<Posts.Stored> answers(
      Transaction tx, String object, @Nullable Long beforeOrNull, int most) {
    return page(tx, REMOTE_POST.IN_REPLY_TO.eq(object), beforeOrNull, most);
  }

  /** What mentions a member, the newest first; not of those who have blocked them. */
  static List<Posts.Stored> mentions(
      Transaction tx, String owner, @Nullable Long beforeOrNull, int most) {
    Condition mentioned =
        REMOTE_POST.SEQUENCE.in(
            DSL.select(REMOTE_MENTION.POST)
                .from(REMOTE_MENTION)
                .where(REMOTE_MENTION.OWNER.eq(owner)));
    Condition notBlocked =
        notExists(
            selectOne()
                .from(BLOCKED_BY)
                .where(
                    BLOCKED_BY.OWNER.eq(owner), BLOCKED_BY.ACTOR_HASH.eq(REMOTE_POST.AUTHOR_HASH)));
    return page(tx, mentioned.and(notBlocked), beforeOrNull, most);
  }

  private static List<Posts.Stored> page(
      Transaction tx, Condition which, @Nullable Long beforeOrNull, int most) {
    Condition older =
        beforeOrNull == null ? DSL.noCondition() : REMOTE_POST.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(REMOTE_POST)
        .where(which, older)
        .orderBy(REMOTE_POST.SEQUENCE.desc())
        .limit(most)
        .fetch(row -> new Posts.Stored(row.getSequence(), post(row), row.getReceivedAt()));
  }

  private static RemotePost post(RemotePostRecord row) {
    return new RemotePost(
        ActivityId.of(row.getId()),
        ActorId.of(row.getAuthor()),
        RemotePost.Kind.ofName(row.getKind()),
        row.getInReplyTo(),
        URI.create(row.getPage()),
        row.getTitle(),
        row.getContent(),
        row.getPublished(),
        row.getUpdated());
  }
}
