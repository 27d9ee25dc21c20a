package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.THING;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of things and of their creators. */
final class ThingStore {

  private ThingStore() {}

  static Optional<Thing> find(Transaction tx, String url) {
    return select(tx, THING.URL_HASH.eq(hash(url)));
  }

  static Optional<Thing> find(Transaction tx, long id) {
    return select(tx, THING.ID.eq(id));
  }

  /** Things by their addresses; those that are known. */
  static List<Thing> at(Transaction tx, Collection<String> urls) {
    return selectAll(tx, THING.URL_HASH.in(urls.stream().map(ThingStore::hash).toList()));
  }

  /** Things by their rows; those that there are. */
  static List<Thing> of(Transaction tx, Collection<Long> ids) {
    return selectAll(tx, THING.ID.in(ids));
  }

  private static Optional<Thing> select(Transaction tx, Condition condition) {
    return selectAll(tx, condition).stream().findFirst();
  }

  private static List<Thing> selectAll(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            THING.ID,
            THING.URL,
            THING.TITLE,
            THING.WITHDRAWN_AT,
            CREATOR.ID,
            CREATOR.ACTOR,
            CREATOR.MEMBER_ID,
            CREATOR.PEER_ID)
        .from(THING)
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .where(condition)
        .fetch(row -> thing(row, row.get(CREATOR.ID) == null ? null : creator(row)));
  }

  static Thing thing(Record row, @Nullable Creator creator) {
    return new Thing(
        row.get(THING.ID),
        row.get(THING.URL),
        row.get(THING.TITLE),
        creator,
        row.get(THING.WITHDRAWN_AT) != null);
  }

  /** Creators by their row ids. */
  static Map<Long, Creator> creators(Transaction tx, Collection<Long> ids) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.ACTOR, CREATOR.MEMBER_ID, CREATOR.PEER_ID)
        .from(CREATOR)
        .where(CREATOR.ID.in(ids))
        .fetchMap(row -> row.get(CREATOR.ID), ThingStore::creator);
  }

  /** A thing that nobody can become the creator of until the transaction ends. */
  static Optional<Thing> lock(Transaction tx, String url) {
    tx.dsl()
        .select(THING.ID)
        .from(THING)
        .where(THING.URL_HASH.eq(hash(url)))
        .forShare()
        .fetchOptional();
    return find(tx, url);
  }

  /**
   * Whether nobody is known as the creator of a thing; if so, nobody becomes known until the
   * transaction ends.
   */
  static boolean lockUnclaimed(Transaction tx, long thing) {
    return tx.dsl()
        .select(THING.CREATOR_ID)
        .from(THING)
        .where(THING.ID.eq(thing))
        .forShare()
        .fetchSingle(row -> row.value1() == null);
  }

  /**
   * @return whether it is new
   */
  static boolean insertIfNew(
      Transaction tx, String url, @Nullable String title, @Nullable Long creator, Instant now) {
    return tx.dsl()
            .insertInto(THING)
            .columns(THING.URL, THING.URL_HASH, THING.TITLE, THING.CREATOR_ID, THING.ADDED_AT)
            .values(url, hash(url), title, creator, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  /**
   * Gives a thing its creator, and a title if it has none.
   *
   * @return false when it has a creator already
   */
  static boolean setCreator(
      Transaction tx, long thing, long creator, @Nullable String titleOrNull) {
    return tx.dsl()
            .update(THING)
            .set(THING.CREATOR_ID, creator)
            .set(THING.TITLE, DSL.coalesce(THING.TITLE, titleOrNull))
            .where(THING.ID.eq(thing), THING.CREATOR_ID.isNull())
            .execute()
        == 1;
  }

  /** For what is published here, whose address holds the id that it gets with its row. */
  static void setUrl(Transaction tx, long thing, String url) {
    tx.dsl()
        .update(THING)
        .set(THING.URL, url)
        .set(THING.URL_HASH, hash(url))
        .where(THING.ID.eq(thing))
        .execute();
  }

  /** The things whose addresses begin so. */
  static List<Long> under(Transaction tx, String prefix) {
    return tx.dsl()
        .select(THING.ID)
        .from(THING)
        .where(THING.URL.startsWith(prefix))
        .fetch(row -> row.value1());
  }

  static void setTitle(Transaction tx, long thing, String title) {
    tx.dsl().update(THING).set(THING.TITLE, title).where(THING.ID.eq(thing)).execute();
  }

  static void setWithdrawn(Transaction tx, long thing, Instant now) {
    tx.dsl().update(THING).set(THING.WITHDRAWN_AT, now).where(THING.ID.eq(thing)).execute();
  }

  /** The things of a member that take flattrs. */
  static List<Long> standingOf(Transaction tx, MemberId member) {
    return tx.dsl()
        .select(THING.ID)
        .from(THING)
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .where(CREATOR.MEMBER_ID.eq(member.value()), THING.WITHDRAWN_AT.isNull())
        .fetch(row -> row.value1());
  }

  static List<Long> standingOf(Transaction tx, ActorId creator) {
    return tx.dsl()
        .select(THING.ID)
        .from(THING)
        .join(CREATOR)
        .on(CREATOR.ID.eq(THING.CREATOR_ID))
        .where(
            CREATOR.ACTOR.eq(creator.toString()),
            CREATOR.PEER_ID.isNotNull(),
            THING.WITHDRAWN_AT.isNull())
        .fetch(row -> row.value1());
  }

  static void renameCreator(Transaction tx, MemberId member, ActorId actor) {
    tx.dsl()
        .update(CREATOR)
        .set(CREATOR.ACTOR, actor.toString())
        .where(CREATOR.MEMBER_ID.eq(member.value()))
        .execute();
  }

  static void insertCreatorIfNew(
      Transaction tx, ActorId actor, @Nullable MemberId member, @Nullable Integer peer) {
    tx.dsl()
        .insertInto(CREATOR)
        .columns(CREATOR.ACTOR, CREATOR.MEMBER_ID, CREATOR.PEER_ID)
        .values(actor.toString(), member == null ? null : member.value(), peer)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static Optional<Creator> creator(Transaction tx, ActorId actor) {
    return creator(tx, CREATOR.ACTOR.eq(actor.toString()));
  }

  static Optional<Creator> creator(Transaction tx, MemberId member) {
    return creator(tx, CREATOR.MEMBER_ID.eq(member.value()));
  }

  static Optional<Creator> creator(Transaction tx, long id) {
    return creator(tx, CREATOR.ID.eq(id));
  }

  /** Creators by their actors; those that are known. */
  static List<Creator> creatorsOf(Transaction tx, Collection<ActorId> actors) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.ACTOR, CREATOR.MEMBER_ID, CREATOR.PEER_ID)
        .from(CREATOR)
        .where(CREATOR.ACTOR.in(actors.stream().map(ActorId::toString).toList()))
        .fetch(ThingStore::creator);
  }

  private static Optional<Creator> creator(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.ACTOR, CREATOR.MEMBER_ID, CREATOR.PEER_ID)
        .from(CREATOR)
        .where(condition)
        .fetchOptional(ThingStore::creator);
  }

  static Creator creator(Record row) {
    UUID member = row.get(CREATOR.MEMBER_ID);
    return new Creator(
        row.get(CREATOR.ID),
        ActorId.of(row.get(CREATOR.ACTOR)),
        member == null ? null : new MemberId(member),
        row.get(CREATOR.PEER_ID));
  }

  /** URLs are longer than an index takes. */
  private static byte[] hash(String url) {
    return Sha256.of(url);
  }
}
