package org.farthing.node.payout;

import static org.farthing.node.generated.Tables.PAYOUT;
import static org.farthing.node.generated.Tables.PAYOUT_DETAILS;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.generated.enums.PayoutSource;
import org.farthing.node.generated.enums.PayoutState;
import org.farthing.node.generated.tables.records.PayoutRecord;
import org.farthing.node.payout.Payout.Source;
import org.farthing.node.payout.Payout.State;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.jooq.Condition;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of payouts to members, and of where they go. */
final class PayoutStore {

  private PayoutStore() {}

  static Optional<PayoutDetails> details(Transaction tx, UUID member) {
    return tx.dsl()
        .selectFrom(PAYOUT_DETAILS)
        .where(PAYOUT_DETAILS.MEMBER_ID.eq(member))
        .fetchOptional(row -> new PayoutDetails(row.getHolder(), row.getAccount()));
  }

  static void setDetails(Transaction tx, UUID member, PayoutDetails details, Instant now) {
    tx.dsl()
        .insertInto(PAYOUT_DETAILS)
        .set(PAYOUT_DETAILS.MEMBER_ID, member)
        .set(PAYOUT_DETAILS.HOLDER, details.holder())
        .set(PAYOUT_DETAILS.ACCOUNT, details.account())
        .set(PAYOUT_DETAILS.CHANGED_AT, now)
        .onDuplicateKeyUpdate()
        .set(PAYOUT_DETAILS.HOLDER, details.holder())
        .set(PAYOUT_DETAILS.ACCOUNT, details.account())
        .set(PAYOUT_DETAILS.CHANGED_AT, now)
        .execute();
  }

  static void insert(
      Transaction tx,
      UUID member,
      Source source,
      long micros,
      PayoutDetails to,
      String requestKey,
      Instant now) {
    tx.dsl()
        .insertInto(PAYOUT)
        .set(PAYOUT.MEMBER_ID, member)
        .set(PAYOUT.SOURCE, PayoutSource.valueOf(source.name().toLowerCase(Locale.ROOT)))
        .set(PAYOUT.AMOUNT_MICROS, micros)
        .set(PAYOUT.HOLDER, to.holder())
        .set(PAYOUT.ACCOUNT, to.account())
        .set(PAYOUT.REQUEST_KEY, requestKey)
        .set(PAYOUT.REQUESTED_AT, now)
        .set(PAYOUT.CHANGED_AT, now)
        .execute();
  }

  static Optional<Payout> byRequest(Transaction tx, UUID member, String requestKey) {
    return select(tx, PAYOUT.MEMBER_ID.eq(member).and(PAYOUT.REQUEST_KEY.eq(requestKey))).stream()
        .findFirst();
  }

  static Optional<Payout> find(Transaction tx, long id) {
    return select(tx, PAYOUT.ID.eq(id)).stream().findFirst();
  }

  /**
   * Locks the payout until the transaction ends.
   *
   * @throws Problem {@code unknown_payout}
   */
  static Payout lock(Transaction tx, long id) {
    return tx.dsl()
        .selectFrom(PAYOUT)
        .where(PAYOUT.ID.eq(id))
        .forUpdate()
        .fetchOptional(PayoutStore::payout)
        .orElseThrow(() -> unknown(id));
  }

  static Problem unknown(long id) {
    return new Problem(404, "unknown_payout", "Unknown payout", "There is no payout " + id + ".");
  }

  /** Locks a member's payouts that are not over until the transaction ends. */
  static void lockOpen(Transaction tx, UUID member) {
    tx.dsl()
        .select(PAYOUT.ID)
        .from(PAYOUT)
        .where(PAYOUT.MEMBER_ID.eq(member), isOpen())
        .orderBy(PAYOUT.ID)
        .forUpdate()
        .fetch();
  }

  /** The longest waiting first. */
  static List<Payout> open(Transaction tx, int most) {
    return tx.dsl()
        .selectFrom(PAYOUT)
        .where(isOpen())
        .orderBy(PAYOUT.ID)
        .limit(most)
        .fetch(PayoutStore::payout);
  }

  static int countOpen(Transaction tx) {
    return tx.dsl().fetchCount(PAYOUT, isOpen());
  }

  private static Condition isOpen() {
    return PAYOUT.STATE.in(PayoutState.requested, PayoutState.taken_on);
  }

  /** The newest first. */
  static List<Payout> over(Transaction tx, @Nullable Long beforeOrNull, int most) {
    return tx.dsl()
        .selectFrom(PAYOUT)
        .where(isOpen().not())
        .and(beforeOrNull == null ? DSL.noCondition() : PAYOUT.ID.lt(beforeOrNull))
        .orderBy(PAYOUT.ID.desc())
        .limit(most)
        .fetch(PayoutStore::payout);
  }

  /** A member's, the newest first. */
  static List<Payout> of(Transaction tx, UUID member) {
    return select(tx, PAYOUT.MEMBER_ID.eq(member));
  }

  /** A member's of one source, the newest first. */
  static List<Payout> of(Transaction tx, UUID member, Source source) {
    return select(
        tx,
        PAYOUT.MEMBER_ID.eq(member),
        PAYOUT.SOURCE.eq(PayoutSource.valueOf(source.name().toLowerCase(Locale.ROOT))));
  }

  /** What is set aside of all members' funds. */
  static long openOfFunds(Transaction tx) {
    return tx.dsl()
        .select(DSL.coalesce(DSL.sum(PAYOUT.AMOUNT_MICROS), 0).cast(Long.class))
        .from(PAYOUT)
        .where(PAYOUT.SOURCE.eq(PayoutSource.funds), isOpen())
        .fetchSingle(row -> row.value1());
  }

  static List<Payout> all(Transaction tx) {
    return select(tx, DSL.noCondition());
  }

  private static List<Payout> select(Transaction tx, Condition... conditions) {
    return tx.dsl()
        .selectFrom(PAYOUT)
        .where(conditions)
        .orderBy(PAYOUT.ID.desc())
        .fetch(PayoutStore::payout);
  }

  static void setState(
      Transaction tx, long id, State state, @Nullable String reasonOrNull, Instant now) {
    tx.dsl()
        .update(PAYOUT)
        .set(PAYOUT.STATE, PayoutState.valueOf(state.name().toLowerCase(Locale.ROOT)))
        .set(PAYOUT.REASON, reasonOrNull)
        .set(PAYOUT.CHANGED_AT, now)
        .where(PAYOUT.ID.eq(id))
        .execute();
  }

  /** Where a member was paid is nobody's business once they have left. */
  static void erase(Transaction tx, UUID member) {
    tx.dsl().deleteFrom(PAYOUT_DETAILS).where(PAYOUT_DETAILS.MEMBER_ID.eq(member)).execute();
    tx.dsl()
        .update(PAYOUT)
        .setNull(PAYOUT.HOLDER)
        .setNull(PAYOUT.ACCOUNT)
        .where(PAYOUT.MEMBER_ID.eq(member))
        .execute();
  }

  private static Payout payout(PayoutRecord row) {
    String holder = row.getHolder();
    String account = row.getAccount();
    return new Payout(
        row.getId(),
        row.getMemberId(),
        Source.valueOf(row.getSource().getLiteral().toUpperCase(Locale.ROOT)),
        row.getAmountMicros(),
        holder == null || account == null ? null : new PayoutDetails(holder, account),
        State.valueOf(row.getState().getLiteral().toUpperCase(Locale.ROOT)),
        row.getReason(),
        row.getRequestedAt(),
        row.getChangedAt());
  }
}
