package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.REVENUE;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.money.Revenue;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/** The rows of what creators here receive. */
final class RevenueStore {

  /** The source of what donors here gave. */
  static final int OWN_NODE = 0;

  private RevenueStore() {}

  /** A creator here: the row id and the member. */
  record Payee(long creator, UUID member) {}

  static Payee payee(Transaction tx, String actor) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.MEMBER_ID)
        .from(CREATOR)
        .where(CREATOR.ACTOR.eq(actor), CREATOR.MEMBER_ID.isNotNull())
        .fetchSingle(row -> new Payee(row.value1(), row.value2()));
  }

  static Payee payee(Transaction tx, long creator) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.MEMBER_ID)
        .from(CREATOR)
        .where(CREATOR.ID.eq(creator))
        .fetchSingle(row -> new Payee(row.value1(), row.value2()));
  }

  /** What a creator has received in a month so far, from whomever; locks it. */
  static long grossOfMonth(Transaction tx, YearMonth period, long creator) {
    return tx
        .dsl()
        .select(REVENUE.GROSS_MICROS)
        .from(REVENUE)
        .where(REVENUE.PERIOD.eq(period), REVENUE.CREATOR_ID.eq(creator))
        .forUpdate()
        .fetch(REVENUE.GROSS_MICROS)
        .stream()
        .mapToLong(Long::longValue)
        .reduce(0, Math::addExact);
  }

  /** What each creator has received of a peer's statement so far; locks it. */
  static Map<ActorId, Long> grossOf(Transaction tx, YearMonth period, int peer) {
    return tx.dsl()
        .select(CREATOR.ACTOR, REVENUE.GROSS_MICROS)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(REVENUE.PERIOD.eq(period), REVENUE.PEER_ID.eq(peer))
        .forUpdate()
        .fetchMap(row -> ActorId.of(row.value1()), row -> row.value2());
  }

  /** Whether somebody is a creator here. */
  static boolean isPayee(Transaction tx, ActorId actor) {
    return tx.dsl()
        .fetchExists(
            CREATOR, CREATOR.ACTOR.eq(actor.toString()).and(CREATOR.MEMBER_ID.isNotNull()));
  }

  /**
   * Adds to what a creator receives of one source in a month.
   *
   * @return whether it is the first of it
   */
  static boolean add(
      Transaction tx,
      YearMonth period,
      long creator,
      int peer,
      long grossMicros,
      long feeMicros,
      boolean pending) {
    long pendingNet = pending ? grossMicros - feeMicros : 0;
    long pendingFee = pending ? feeMicros : 0;
    boolean more =
        tx.dsl()
                .update(REVENUE)
                .set(REVENUE.GROSS_MICROS, REVENUE.GROSS_MICROS.plus(grossMicros))
                .set(REVENUE.FEE_MICROS, REVENUE.FEE_MICROS.plus(feeMicros))
                .set(REVENUE.PENDING_NET_MICROS, REVENUE.PENDING_NET_MICROS.plus(pendingNet))
                .set(REVENUE.PENDING_FEE_MICROS, REVENUE.PENDING_FEE_MICROS.plus(pendingFee))
                .where(
                    REVENUE.PERIOD.eq(period),
                    REVENUE.CREATOR_ID.eq(creator),
                    REVENUE.PEER_ID.eq(peer))
                .execute()
            > 0;
    if (!more) {
      tx.dsl()
          .insertInto(REVENUE)
          .set(REVENUE.PERIOD, period)
          .set(REVENUE.CREATOR_ID, creator)
          .set(REVENUE.PEER_ID, peer)
          .set(REVENUE.GROSS_MICROS, grossMicros)
          .set(REVENUE.FEE_MICROS, feeMicros)
          .set(REVENUE.PENDING_NET_MICROS, pendingNet)
          .set(REVENUE.PENDING_FEE_MICROS, pendingFee)
          .execute();
    }
    return !more;
  }

  /** What each creator has received in a month, from whomever. */
  static List<MonthFigures.Creator> ofMonth(Transaction tx, YearMonth period) {
    return tx.dsl()
        .select(
            CREATOR.MEMBER_ID,
            DSL.sum(REVENUE.GROSS_MICROS).cast(Long.class),
            DSL.sum(REVENUE.FEE_MICROS).cast(Long.class))
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(REVENUE.PERIOD.eq(period))
        .groupBy(CREATOR.MEMBER_ID)
        .orderBy(CREATOR.MEMBER_ID)
        .fetch(
            row ->
                new MonthFigures.Creator(new MemberId(row.value1()), row.value2(), row.value3()));
  }

  /** What is pending from a peer, of that month and those before; locks it. */
  static List<Revenue<Payee>> pending(Transaction tx, int peer, YearMonth upTo) {
    return tx.dsl()
        .select(
            REVENUE.PERIOD,
            REVENUE.CREATOR_ID,
            CREATOR.MEMBER_ID,
            REVENUE.PENDING_NET_MICROS,
            REVENUE.PENDING_FEE_MICROS)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(
            REVENUE.PEER_ID.eq(peer),
            REVENUE.PERIOD.le(upTo),
            DSL.or(REVENUE.PENDING_NET_MICROS.gt(0L), REVENUE.PENDING_FEE_MICROS.gt(0L)))
        .orderBy(REVENUE.PERIOD, REVENUE.CREATOR_ID)
        .forUpdate()
        .fetch(
            row ->
                new Revenue<>(
                    row.value1(),
                    new Payee(row.value2(), row.value3()),
                    row.value4(),
                    row.value5()));
  }

  /** What was given up from a peer and has not come in since, of that month and those before. */
  static List<Revenue<Payee>> lost(Transaction tx, int peer, YearMonth upTo) {
    Field<Long> net = REVENUE.LOST_NET_MICROS.minus(REVENUE.RECOVERED_NET_MICROS);
    Field<Long> fee = REVENUE.LOST_FEE_MICROS.minus(REVENUE.RECOVERED_FEE_MICROS);
    return tx.dsl()
        .select(REVENUE.PERIOD, REVENUE.CREATOR_ID, CREATOR.MEMBER_ID, net, fee)
        .from(REVENUE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(REVENUE.CREATOR_ID))
        .where(REVENUE.PEER_ID.eq(peer), REVENUE.PERIOD.le(upTo), DSL.or(net.gt(0L), fee.gt(0L)))
        .orderBy(REVENUE.PERIOD, REVENUE.CREATOR_ID)
        .forUpdate()
        .fetch(
            row ->
                new Revenue<>(
                    row.value1(),
                    new Payee(row.value2(), row.value3()),
                    row.value4(),
                    row.value5()));
  }

  static void recover(Transaction tx, int peer, Revenue<Payee> part) {
    tx.dsl()
        .update(REVENUE)
        .set(REVENUE.RECOVERED_NET_MICROS, REVENUE.RECOVERED_NET_MICROS.plus(part.netMicros()))
        .set(REVENUE.RECOVERED_FEE_MICROS, REVENUE.RECOVERED_FEE_MICROS.plus(part.feeMicros()))
        .where(isOf(peer, part))
        .execute();
  }

  static void mature(Transaction tx, int peer, Revenue<Payee> part) {
    tx.dsl()
        .update(REVENUE)
        .set(REVENUE.PENDING_NET_MICROS, REVENUE.PENDING_NET_MICROS.minus(part.netMicros()))
        .set(REVENUE.PENDING_FEE_MICROS, REVENUE.PENDING_FEE_MICROS.minus(part.feeMicros()))
        .where(isOf(peer, part))
        .execute();
  }

  /** Takes out of what is pending what will never come, and remembers it. */
  static void writeOff(Transaction tx, int peer, Revenue<Payee> part) {
    mature(tx, peer, part);
    tx.dsl()
        .update(REVENUE)
        .set(REVENUE.LOST_NET_MICROS, REVENUE.LOST_NET_MICROS.plus(part.netMicros()))
        .set(REVENUE.LOST_FEE_MICROS, REVENUE.LOST_FEE_MICROS.plus(part.feeMicros()))
        .where(isOf(peer, part))
        .execute();
  }

  private static Condition isOf(int peer, Revenue<Payee> part) {
    return DSL.and(
        REVENUE.PEER_ID.eq(peer),
        REVENUE.PERIOD.eq(part.month()),
        REVENUE.CREATOR_ID.eq(part.creator().creator()));
  }
}
