package org.farthing.node.bot;

import static org.farthing.node.generated.Tables.BOT_ANSWER;
import static org.farthing.node.generated.Tables.BOT_CALL;
import static org.farthing.node.generated.Tables.BOT_CHOICE;
import static org.farthing.node.generated.Tables.BOT_HEARD;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.generated.tables.records.BotCallRecord;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of what the bot was told, by whom, and how often it has answered them. */
final class BotStore {

  private BotStore() {}

  static boolean isChosen(Transaction tx, MemberId member) {
    return tx.dsl().fetchExists(BOT_CHOICE, BOT_CHOICE.MEMBER_ID.eq(member.value()));
  }

  static void choose(Transaction tx, MemberId member) {
    tx.dsl()
        .insertInto(BOT_CHOICE)
        .set(BOT_CHOICE.MEMBER_ID, member.value())
        .onDuplicateKeyIgnore()
        .execute();
  }

  static void chooseNot(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(BOT_CHOICE).where(BOT_CHOICE.MEMBER_ID.eq(member.value())).execute();
  }

  /**
   * Notes that a post mentions the bot.
   *
   * @return whether that is new
   */
  static boolean hear(Transaction tx, ActivityId post, Instant now) {
    return tx.dsl()
            .insertInto(BOT_HEARD)
            .set(BOT_HEARD.POST_HASH, hash(post))
            .set(BOT_HEARD.HEARD_AT, now)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static boolean hasHeard(Transaction tx, ActivityId post) {
    return tx.dsl().fetchExists(BOT_HEARD, BOT_HEARD.POST_HASH.eq(hash(post)));
  }

  static void insert(
      Transaction tx,
      ActivityId post,
      ActorId actor,
      ActivityId object,
      MemberId member,
      FlattrId flattr,
      Instant receivedAt) {
    tx.dsl()
        .insertInto(BOT_CALL)
        .set(BOT_CALL.POST_HASH, hash(post))
        .set(BOT_CALL.ACTOR_HASH, hash(actor))
        .set(BOT_CALL.POST_ID, post.toString())
        .set(BOT_CALL.ACTOR, actor.toString())
        .set(BOT_CALL.OBJECT, object.toString())
        .set(BOT_CALL.MEMBER_ID, member.value())
        .set(BOT_CALL.RECEIVED_AT, receivedAt)
        .set(BOT_CALL.FLATTR_ID, flattr.uuid())
        .set(BOT_CALL.DUE_AT, receivedAt)
        .execute();
  }

  /**
   * The author of a post has deleted it.
   *
   * @param since what came before that stays
   * @return whether there was one that stood
   */
  static boolean takeBack(Transaction tx, ActivityId post, ActorId by, Instant since, Instant now) {
    return tx.dsl()
            .update(BOT_CALL)
            .set(BOT_CALL.STANDS, false)
            .set(BOT_CALL.DUE_AT, now)
            .where(
                BOT_CALL.POST_HASH.eq(hash(post)),
                BOT_CALL.ACTOR_HASH.eq(hash(by)),
                BOT_CALL.RECEIVED_AT.ge(since),
                BOT_CALL.STANDS.isTrue())
            .execute()
        == 1;
  }

  /** Those to be looked at, the longest due first. */
  static List<BotCall> due(Transaction tx, Instant now, int most) {
    return tx.dsl()
        .selectFrom(BOT_CALL)
        .where(BOT_CALL.DUE_AT.le(now))
        .orderBy(BOT_CALL.DUE_AT, BOT_CALL.SEQUENCE)
        .limit(most)
        .fetch(BotStore::call);
  }

  static boolean isAnyDue(Transaction tx, Instant now) {
    return tx.dsl().fetchExists(BOT_CALL, BOT_CALL.DUE_AT.le(now));
  }

  /** It is looked at again by then, unless it is settled before. */
  static void defer(Transaction tx, BotCall call, Instant until) {
    tx.dsl()
        .update(BOT_CALL)
        .set(BOT_CALL.DUE_AT, until)
        .set(BOT_CALL.TRIES, call.tries() + 1)
        .where(BOT_CALL.SEQUENCE.eq(call.sequence()))
        .execute();
  }

  /** Stores what became of it; one that was deleted meanwhile is looked at again. */
  static void settle(
      Transaction tx, BotCall call, BotCall.State state, @Nullable String codeOrNull) {
    tx.dsl()
        .update(BOT_CALL)
        .set(BOT_CALL.STATE, state.name().toLowerCase(Locale.ROOT))
        .set(BOT_CALL.CODE, codeOrNull)
        .where(BOT_CALL.SEQUENCE.eq(call.sequence()))
        .execute();
    tx.dsl()
        .update(BOT_CALL)
        .setNull(BOT_CALL.DUE_AT)
        .where(BOT_CALL.SEQUENCE.eq(call.sequence()), BOT_CALL.STANDS.eq(call.stands()))
        .execute();
  }

  /**
   * A member's, the newest first.
   *
   * @param beforeOrNull a sequence; null for the newest
   */
  static List<BotCall> of(Transaction tx, MemberId member, @Nullable Long beforeOrNull, int most) {
    Condition older = beforeOrNull == null ? DSL.noCondition() : BOT_CALL.SEQUENCE.lt(beforeOrNull);
    return tx.dsl()
        .selectFrom(BOT_CALL)
        .where(BOT_CALL.MEMBER_ID.eq(member.value()), older)
        .orderBy(BOT_CALL.SEQUENCE.desc())
        .limit(most)
        .fetch(BotStore::call);
  }

  /** The one that a flattr has come of. */
  static Optional<BotCall> behind(Transaction tx, FlattrId flattr) {
    return tx.dsl()
        .selectFrom(BOT_CALL)
        .where(BOT_CALL.FLATTR_ID.eq(flattr.uuid()))
        .fetchOptional(BotStore::call);
  }

  static void deleteAllOf(Transaction tx, MemberId member) {
    tx.dsl().deleteFrom(BOT_CALL).where(BOT_CALL.MEMBER_ID.eq(member.value())).execute();
  }

  /**
   * Counts one more answer, if there may be one.
   *
   * @param most how many answers an actor may have got today, this one included
   */
  static boolean mayAnswer(Transaction tx, ActorId actor, LocalDate today, int most) {
    Integer given =
        tx.dsl()
            .select(BOT_ANSWER.ANSWERS)
            .from(BOT_ANSWER)
            .where(BOT_ANSWER.ACTOR_HASH.eq(hash(actor)), BOT_ANSWER.DAY.eq(today))
            .forUpdate()
            .fetchOne(BOT_ANSWER.ANSWERS);
    int answers = given == null ? 1 : given + 1;
    if (answers > most) {
      return false;
    }
    tx.dsl()
        .insertInto(BOT_ANSWER)
        .set(BOT_ANSWER.ACTOR_HASH, hash(actor))
        .set(BOT_ANSWER.DAY, today)
        .set(BOT_ANSWER.ANSWERS, answers)
        .onDuplicateKeyUpdate()
        .set(BOT_ANSWER.DAY, today)
        .set(BOT_ANSWER.ANSWERS, answers)
        .execute();
    return true;
  }

  private static BotCall call(BotCallRecord row) {
    return new BotCall(
        row.getSequence(),
        ActivityId.of(row.getPostId()),
        ActorId.of(row.getActor()),
        row.getObject(),
        new MemberId(row.getMemberId()),
        row.getReceivedAt(),
        new FlattrId(row.getFlattrId()),
        row.getStands(),
        BotCall.State.valueOf(row.getState().toUpperCase(Locale.ROOT)),
        row.getCode(),
        row.getTries());
  }

  /** Ids are longer than an index takes. */
  private static byte[] hash(Object id) {
    return Sha256.of(id.toString());
  }
}
