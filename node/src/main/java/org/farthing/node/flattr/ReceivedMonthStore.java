package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.GIFT;
import static org.farthing.node.generated.Tables.INBOUND_ACTIVITY;
import static org.farthing.node.generated.Tables.MEMBER;
import static org.farthing.node.generated.Tables.PEER;
import static org.farthing.node.generated.Tables.RECEIVED_FLATTR;
import static org.farthing.node.generated.Tables.THING;

import java.net.URI;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ReceivedMonth.Gifts;
import org.farthing.node.flattr.ReceivedMonth.Named;
import org.farthing.node.flattr.ReceivedMonth.NamedGift;
import org.farthing.node.flattr.ReceivedMonth.ThingCount;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.generated.enums.GiftState;
import org.farthing.node.generated.enums.ReceivedFlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.WaitingCode;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What a creator here is flattred, from here and from elsewhere, read from the rows of both. */
final class ReceivedMonthStore {

  private static final String NOT_RECEIVING = WaitingCode.NOT_RECEIVING.code();

  private ReceivedMonthStore() {}

  private record Counts(long counted, long waiting) {

    Counts plus(Counts other) {
      return new Counts(counted + other.counted, waiting + other.waiting);
    }

    static Counts of(boolean counts, long number) {
      return counts ? new Counts(number, 0) : new Counts(0, number);
    }
  }

  static ReceivedMonth month(Transaction tx, long creator, YearMonth period) {
    Map<Long, Counts> counts = new HashMap<>();
    countHere(tx, creator, period, counts);
    countElsewhere(tx, creator, period, counts);
    return new ReceivedMonth(
        things(tx, counts),
        giftsHere(tx, creator, period, GIFT.STATE.eq(GiftState.counted))
            .plus(
                giftsElsewhere(
                    tx, creator, period, RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted))),
        giftsHere(
                tx,
                creator,
                period,
                GIFT.STATE.eq(GiftState.unclaimed).and(GIFT.CODE.eq(NOT_RECEIVING)))
            .plus(giftsElsewhere(tx, creator, period, waitsElsewhere())));
  }

  private static void countHere(
      Transaction tx, long creator, YearMonth period, Map<Long, Counts> counts) {
    tx.dsl()
        .select(FLATTR.THING_ID, FLATTR.STATE, DSL.count())
        .from(FLATTR)
        .where(
            FLATTR.PERIOD.eq(period),
            FLATTR.CREATOR_ID.eq(creator),
            DSL.or(
                FLATTR.STATE.eq(FlattrState.counted),
                FLATTR.STATE.eq(FlattrState.unclaimed).and(FLATTR.CODE.eq(NOT_RECEIVING))))
        .groupBy(FLATTR.THING_ID, FLATTR.STATE)
        .forEach(
            row ->
                counts.merge(
                    row.value1(),
                    Counts.of(row.value2() == FlattrState.counted, row.value3()),
                    Counts::plus));
  }

  private static void countElsewhere(
      Transaction tx, long creator, YearMonth period, Map<Long, Counts> counts) {
    tx.dsl()
        .select(RECEIVED_FLATTR.THING_ID, RECEIVED_FLATTR.STATE, DSL.count())
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.THING_ID.isNotNull(),
            DSL.or(RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted), waitsElsewhere()))
        .groupBy(RECEIVED_FLATTR.THING_ID, RECEIVED_FLATTR.STATE)
        .forEach(
            row ->
                counts.merge(
                    row.value1(),
                    Counts.of(row.value2() == ReceivedFlattrState.counted, row.value3()),
                    Counts::plus));
  }

  private static Condition waitsElsewhere() {
    return RECEIVED_FLATTR
        .STATE
        .eq(ReceivedFlattrState.waiting)
        .and(RECEIVED_FLATTR.CODE.eq(NOT_RECEIVING));
  }

  private static List<ThingCount> things(Transaction tx, Map<Long, Counts> counts) {
    return tx
        .dsl()
        .select(THING.ID, THING.URL, THING.TITLE)
        .from(THING)
        .where(THING.ID.in(counts.keySet()))
        .fetch(
            row -> {
              Counts count = counts.getOrDefault(row.value1(), new Counts(0, 0));
              return new ThingCount(
                  row.value1(),
                  row.value2(),
                  title(row.value3(), row.value2()),
                  count.counted(),
                  count.waiting());
            })
        .stream()
        .sorted(
            Comparator.comparingLong((ThingCount each) -> each.counted() + each.waiting())
                .reversed()
                .thenComparingLong(ThingCount::thing))
        .toList();
  }

  private static String title(@Nullable String title, String url) {
    return title == null ? url : title;
  }

  private static Gifts giftsHere(
      Transaction tx, long creator, YearMonth period, Condition standing) {
    return tx.dsl()
        .select(DSL.count(), sum(GIFT.AMOUNT_MICROS))
        .from(GIFT)
        .where(GIFT.CREATOR_ID.eq(creator), GIFT.PERIOD.eq(period), standing)
        .fetchSingle(row -> new Gifts(row.value1(), row.value2()));
  }

  private static Gifts giftsElsewhere(
      Transaction tx, long creator, YearMonth period, Condition standing) {
    return tx.dsl()
        .select(DSL.count(), sum(RECEIVED_FLATTR.GIFT_MICROS))
        .from(RECEIVED_FLATTR)
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.GIFT_MICROS.isNotNull(),
            standing)
        .fetchSingle(row -> new Gifts(row.value1(), row.value2()));
  }

  private static Field<Long> sum(Field<Long> micros) {
    return DSL.coalesce(DSL.sum(micros), 0).cast(Long.class);
  }

  /** In the order of time: ids are of version 7. */
  static List<Named> namedHere(
      Transaction tx, LocalIds ids, long creator, YearMonth period, int skip, int most) {
    return tx.dsl()
        .select(FLATTR.ID, THING.URL, THING.TITLE, MEMBER.NAME)
        .from(FLATTR)
        .join(THING)
        .on(THING.ID.eq(FLATTR.THING_ID))
        .join(MEMBER)
        .on(MEMBER.ID.eq(FLATTR.DONOR_ID))
        .where(namedHere(creator, period))
        .orderBy(FLATTR.ID)
        .limit(most)
        .offset(skip)
        .fetch(
            row ->
                new Named(
                    new FlattrId(row.value1()).activity(ids.origin()),
                    URI.create(row.value2()),
                    title(row.value3(), row.value2()),
                    ids.member(row.value4())));
  }

  static int countNamedHere(Transaction tx, long creator, YearMonth period) {
    return tx.dsl()
        .selectCount()
        .from(FLATTR)
        .where(namedHere(creator, period))
        .fetchSingle(row -> row.value1());
  }

  private static Condition namedHere(long creator, YearMonth period) {
    return DSL.and(
        FLATTR.PERIOD.eq(period),
        FLATTR.CREATOR_ID.eq(creator),
        FLATTR.STATE.eq(FlattrState.counted),
        FLATTR.ANONYMOUS.isFalse());
  }

  /** Whoever does not want to be named has their node send the flattr in its own name. */
  static List<Named> namedElsewhere(
      Transaction tx, long creator, YearMonth period, int skip, int most) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI, THING.URL, THING.TITLE, INBOUND_ACTIVITY.ACTOR)
        .from(RECEIVED_FLATTR)
        .join(THING)
        .on(THING.ID.eq(RECEIVED_FLATTR.THING_ID))
        .join(PEER)
        .on(PEER.ID.eq(RECEIVED_FLATTR.PEER_ID))
        .join(INBOUND_ACTIVITY)
        .on(INBOUND_ACTIVITY.ID_HASH.eq(RECEIVED_FLATTR.URI_HASH))
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
            INBOUND_ACTIVITY.ACTOR.ne(PEER.ACTOR))
        .orderBy(RECEIVED_FLATTR.URI)
        .limit(most)
        .offset(skip)
        .fetch(
            row ->
                new Named(
                    ActivityId.of(row.value1()),
                    URI.create(row.value2()),
                    title(row.value3(), row.value2()),
                    ActorId.of(row.value4())));
  }

  /** Ids are of version 7, so that their order is that of recording. */
  static List<NamedGift> namedGifts(
      Transaction tx, LocalIds ids, long creator, YearMonth period, int most) {
    List<NamedGift> gifts = new ArrayList<>(namedGiftsHere(tx, ids, creator, period, most));
    gifts.addAll(namedGiftsElsewhere(tx, creator, period, most));
    return gifts.stream()
        .sorted(Comparator.comparing((NamedGift gift) -> path(gift.id())).reversed())
        .limit(most)
        .toList();
  }

  private static String path(ActivityId id) {
    return id.uri().getPath();
  }

  private static List<NamedGift> namedGiftsHere(
      Transaction tx, LocalIds ids, long creator, YearMonth period, int most) {
    return tx.dsl()
        .select(GIFT.ID, GIFT.AMOUNT_MICROS, MEMBER.NAME)
        .from(GIFT)
        .join(MEMBER)
        .on(MEMBER.ID.eq(GIFT.DONOR_ID))
        .where(
            GIFT.CREATOR_ID.eq(creator),
            GIFT.PERIOD.eq(period),
            GIFT.STATE.eq(GiftState.counted),
            GIFT.ANONYMOUS.isFalse())
        .orderBy(GIFT.ID.desc())
        .limit(most)
        .fetch(
            row ->
                new NamedGift(
                    new FlattrId(row.value1()).activity(ids.origin()),
                    row.value2(),
                    ids.member(row.value3())));
  }

  private static List<NamedGift> namedGiftsElsewhere(
      Transaction tx, long creator, YearMonth period, int most) {
    return tx.dsl()
        .select(RECEIVED_FLATTR.URI, RECEIVED_FLATTR.GIFT_MICROS, INBOUND_ACTIVITY.ACTOR)
        .from(RECEIVED_FLATTR)
        .join(PEER)
        .on(PEER.ID.eq(RECEIVED_FLATTR.PEER_ID))
        .join(INBOUND_ACTIVITY)
        .on(INBOUND_ACTIVITY.ID_HASH.eq(RECEIVED_FLATTR.URI_HASH))
        .where(
            RECEIVED_FLATTR.PERIOD.eq(period),
            RECEIVED_FLATTR.CREATOR_ID.eq(creator),
            RECEIVED_FLATTR.GIFT_MICROS.isNotNull(),
            RECEIVED_FLATTR.STATE.eq(ReceivedFlattrState.counted),
            INBOUND_ACTIVITY.ACTOR.ne(PEER.ACTOR))
        .orderBy(RECEIVED_FLATTR.URI.desc())
        .limit(most)
        .fetch(
            row ->
                new NamedGift(ActivityId.of(row.value1()), row.value2(), ActorId.of(row.value3())));
  }
}
