package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.GIFT;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.WaitingCode;
import org.jooq.Condition;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of gifts of members here. */
final class GiftStore {

  private GiftStore() {}

  static void insert(Transaction tx, GivenGift gift, String requestKey) {
    tx.dsl()
        .insertInto(GIFT)
        .set(GIFT.ID, gift.id().uuid())
        .set(GIFT.PERIOD, gift.period())
        .set(GIFT.DONOR_ID, gift.donor().value())
        .set(GIFT.CREATOR_ID, gift.creator().id())
        .set(GIFT.AMOUNT_MICROS, gift.micros())
        .set(GIFT.ANONYMOUS, gift.anonymous())
        .set(GIFT.REQUEST_KEY, requestKey)
        .set(GIFT.STATE, stored(gift.state()))
        .set(GIFT.CODE, gift.codeOrNull())
        .set(GIFT.RECORDED_AT, gift.recordedAt())
        .set(GIFT.DIGEST, gift.digestOrNull())
        .set(GIFT.TRANSFER_ID, gift.transfer())
        .execute();
  }

  static Optional<GivenGift> find(Transaction tx, FlattrId id) {
    return select(tx, GIFT.ID.eq(id.uuid()), Integer.MAX_VALUE).stream().findFirst();
  }

  /** Locks the gift until the transaction ends. */
  static Optional<GivenGift> lock(Transaction tx, FlattrId id) {
    tx.dsl().select(GIFT.ID).from(GIFT).where(GIFT.ID.eq(id.uuid())).forUpdate().fetchOptional();
    return find(tx, id);
  }

  static Optional<GivenGift> byRequest(Transaction tx, MemberId donor, String requestKey) {
    return select(tx, GIFT.DONOR_ID.eq(donor.value()).and(GIFT.REQUEST_KEY.eq(requestKey)), 1)
        .stream()
        .findFirst();
  }

  /** What a donor gave in a month, in the order in which it was recorded. */
  static List<GivenGift> of(Transaction tx, MemberId donor, YearMonth period) {
    return select(
        tx, GIFT.DONOR_ID.eq(donor.value()).and(GIFT.PERIOD.eq(period)), Integer.MAX_VALUE);
  }

  /** What a donor gave in earlier months, the newest first. */
  static List<GivenGift> before(
      Transaction tx, MemberId donor, YearMonth period, int skipped, int most) {
    return rows(tx, GIFT.DONOR_ID.eq(donor.value()).and(GIFT.PERIOD.lt(period)))
        .orderBy(GIFT.ID.desc())
        .limit(skipped, most)
        .fetch(GiftStore::gift);
  }

  /** Some of a month's gifts in the order of their ids, those after one of them. */
  static List<GivenGift> of(Transaction tx, YearMonth period, @Nullable FlattrId after, int most) {
    return select(
        tx,
        GIFT.PERIOD.eq(period).and(after == null ? DSL.noCondition() : GIFT.ID.gt(after.uuid())),
        most);
  }

  /** Version 7: the order of ids is that of recording. */
  private static List<GivenGift> select(Transaction tx, Condition condition, int most) {
    return rows(tx, condition).orderBy(GIFT.ID).limit(most).fetch(GiftStore::gift);
  }

  private static SelectConditionStep<? extends Record> rows(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            GIFT.ID,
            GIFT.PERIOD,
            GIFT.DONOR_ID,
            GIFT.AMOUNT_MICROS,
            GIFT.ANONYMOUS,
            GIFT.STATE,
            GIFT.CODE,
            GIFT.RECORDED_AT,
            GIFT.DIGEST,
            GIFT.SEQUENCE,
            GIFT.TRANSFER_ID,
            GIFT.GIVEN_MICROS,
            CREATOR.ID,
            CREATOR.ACTOR,
            CREATOR.MEMBER_ID,
            CREATOR.PEER_ID)
        .from(GIFT)
        .join(CREATOR)
        .on(CREATOR.ID.eq(GIFT.CREATOR_ID))
        .where(condition);
  }

  private static GivenGift gift(Record row) {
    return new GivenGift(
        new FlattrId(row.get(GIFT.ID)),
        row.get(GIFT.PERIOD),
        new MemberId(row.get(GIFT.DONOR_ID)),
        ThingStore.creator(row),
        row.get(GIFT.AMOUNT_MICROS),
        row.get(GIFT.ANONYMOUS),
        GivenState.valueOf(row.get(GIFT.STATE).name().toUpperCase(Locale.ROOT)),
        row.get(GIFT.CODE),
        row.get(GIFT.RECORDED_AT),
        row.get(GIFT.DIGEST),
        row.get(GIFT.SEQUENCE),
        row.get(GIFT.TRANSFER_ID),
        row.get(GIFT.GIVEN_MICROS));
  }

  static void setState(
      Transaction tx,
      FlattrId id,
      GivenState state,
      @Nullable String code,
      @Nullable Long sequence) {
    tx.dsl()
        .update(GIFT)
        .set(GIFT.STATE, stored(state))
        .set(GIFT.CODE, code)
        .set(GIFT.SEQUENCE, sequence)
        .where(GIFT.ID.eq(id.uuid()))
        .execute();
  }

  /**
   * What the reservations of some gifts came to.
   *
   * @param given those that were given whole; nothing was of the others
   */
  static void resolve(Transaction tx, List<GivenGift> gifts, List<GivenGift> given) {
    tx.dsl()
        .update(GIFT)
        .set(GIFT.GIVEN_MICROS, DSL.when(GIFT.ID.in(ids(given)), GIFT.AMOUNT_MICROS).otherwise(0L))
        .where(GIFT.ID.in(ids(gifts)))
        .execute();
  }

  private static List<UUID> ids(List<GivenGift> gifts) {
    return gifts.stream().map(gift -> gift.id().uuid()).toList();
  }

  /** Counts what waited for a creator here to give. */
  static void countWaitingFor(Transaction tx, long creator, YearMonth period) {
    tx.dsl()
        .update(GIFT)
        .set(GIFT.STATE, GiftState.counted)
        .setNull(GIFT.CODE)
        .where(
            GIFT.CREATOR_ID.eq(creator),
            GIFT.PERIOD.eq(period),
            GIFT.STATE.eq(GiftState.unclaimed),
            GIFT.CODE.eq(WaitingCode.NOT_RECEIVING.code()))
        .execute();
  }

  private static GiftState stored(GivenState state) {
    return GiftState.valueOf(state.name().toLowerCase(Locale.ROOT));
  }
}
