package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.SOUGHT_THING;
import static org.farthing.node.generated.Tables.THING;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of things whose creator is looked for. */
final class SoughtStore {

  private SoughtStore() {}

  /**
   * A thing without a creator.
   *
   * @param memberOrNull whom a flattr from elsewhere takes for its creator
   * @param tries how often it was looked for
   */
  record Sought(long thing, String url, @Nullable MemberId memberOrNull, int tries) {

    Optional<MemberId> member() {
      return Optional.ofNullable(memberOrNull);
    }
  }

  /**
   * Has a thing looked for, unless it is already.
   *
   * @param namedOrNull the actor that its page names
   * @param memberOrNull whom a flattr from elsewhere takes for its creator; null when somebody here
   *     wants to know
   */
  static void insertIfNew(
      Transaction tx,
      Thing thing,
      @Nullable ActorId namedOrNull,
      @Nullable MemberId memberOrNull,
      Instant nextAt) {
    tx.dsl()
        .insertInto(SOUGHT_THING)
        .set(SOUGHT_THING.THING_ID, thing.id())
        .set(SOUGHT_THING.HOST, host(thing.url()))
        .set(SOUGHT_THING.NAMED_HASH, namedOrNull == null ? null : hash(namedOrNull.toString()))
        .set(SOUGHT_THING.MEMBER_ID, memberOrNull == null ? null : memberOrNull.value())
        .set(SOUGHT_THING.NEXT_AT, nextAt)
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Somebody here wants to know, too, whose a thing is that only another node asked for. */
  static void seekForAll(Transaction tx, long thing, Instant now) {
    tx.dsl()
        .update(SOUGHT_THING)
        .setNull(SOUGHT_THING.MEMBER_ID)
        .set(SOUGHT_THING.NEXT_AT, now)
        .where(SOUGHT_THING.THING_ID.eq(thing), SOUGHT_THING.MEMBER_ID.isNotNull())
        .execute();
  }

  /** Some that are to be looked for now. */
  static List<Sought> due(Transaction tx, Instant now, int most) {
    return tx.dsl()
        .select(SOUGHT_THING.THING_ID, THING.URL, SOUGHT_THING.MEMBER_ID, SOUGHT_THING.TRIES)
        .from(SOUGHT_THING)
        .join(THING)
        .on(THING.ID.eq(SOUGHT_THING.THING_ID))
        .where(SOUGHT_THING.NEXT_AT.le(now))
        .orderBy(SOUGHT_THING.NEXT_AT)
        .limit(most)
        .fetch(
            row ->
                new Sought(
                    row.value1(),
                    row.value2(),
                    row.value3() == null ? null : new MemberId(row.value3()),
                    row.value4()));
  }

  static boolean isAnyDue(Transaction tx, Instant now) {
    return tx.dsl()
        .fetchExists(tx.dsl().selectOne().from(SOUGHT_THING).where(SOUGHT_THING.NEXT_AT.le(now)));
  }

  /** It is looked for now, and again at the given instant unless that is null. */
  static void tried(Transaction tx, long thing, @Nullable Instant nextAtOrNull) {
    tx.dsl()
        .update(SOUGHT_THING)
        .set(SOUGHT_THING.TRIES, SOUGHT_THING.TRIES.plus(1))
        .set(SOUGHT_THING.NEXT_AT, nextAtOrNull)
        .where(SOUGHT_THING.THING_ID.eq(thing))
        .execute();
  }

  static void delete(Transaction tx, long thing) {
    tx.dsl().deleteFrom(SOUGHT_THING).where(SOUGHT_THING.THING_ID.eq(thing)).execute();
  }

  /**
   * Somebody has shown that an actor, a page or a site is theirs: what is that page, names that
   * actor, stands there, or may be by it is looked for now.
   *
   * @param mostTries what was looked for more often is left alone
   */
  static void wake(Transaction tx, URI proved, int mostTries, int most, Instant now) {
    String path = Optional.ofNullable(proved.getRawPath()).orElse("");
    Condition there = SOUGHT_THING.HOST.eq(host(proved.toString()));
    // An actor's page names it; of what could not be read yet nobody knows whom it names.
    Condition perhaps = path.isEmpty() ? there : there.and(SOUGHT_THING.NAMED_HASH.isNull());
    Condition itself =
        ThingStore.find(tx, proved.toString())
            .map(thing -> SOUGHT_THING.THING_ID.eq(thing.id()))
            .orElse(DSL.falseCondition());
    Condition names = SOUGHT_THING.NAMED_HASH.eq(hash(proved.toString()));
    wake(tx, itself.or(names).or(perhaps), mostTries, most, now);
  }

  /** As {@link #wake(Transaction, URI, int, int, Instant)}, of what is taken for a member's. */
  static void wake(Transaction tx, MemberId member, int mostTries, int most, Instant now) {
    wake(tx, SOUGHT_THING.MEMBER_ID.eq(member.value()), mostTries, most, now);
  }

  private static void wake(Transaction tx, Condition which, int mostTries, int most, Instant now) {
    tx.dsl()
        .update(SOUGHT_THING)
        .set(SOUGHT_THING.NEXT_AT, now)
        .where(which, SOUGHT_THING.TRIES.lt(mostTries))
        .limit(most)
        .execute();
  }

  /** Host and port, as what is proved and what is sought have them in common. */
  private static String host(String url) {
    String authority = Optional.ofNullable(URI.create(url).getRawAuthority()).orElse("");
    String host = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    return host.substring(0, Math.min(host.length(), 300));
  }

  private static byte[] hash(String actor) {
    return Sha256.of(actor);
  }
}
