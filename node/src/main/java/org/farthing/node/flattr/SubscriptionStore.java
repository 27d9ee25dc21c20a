package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.SUBSCRIPTION;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Subscription.Outcome;
import org.farthing.node.flattr.Subscription.State;
import org.farthing.node.generated.enums.SubscriptionState;
import org.farthing.node.generated.tables.records.SubscriptionRecord;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/** The rows of what donors flattr every month. */
final class SubscriptionStore {

  private SubscriptionStore() {}

  /** Returns whether it is new: one of that donor and thing stays as it is. */
  static boolean insertIfNew(Transaction tx, Subscription subscription, Instant nextTry) {
    return tx.dsl()
            .insertInto(SUBSCRIPTION)
            .set(SUBSCRIPTION.ID, subscription.id())
            .set(SUBSCRIPTION.DONOR_ID, subscription.donor().value())
            .set(SUBSCRIPTION.THING_ID, subscription.thing().id())
            .set(SUBSCRIPTION.ANONYMOUS, subscription.anonymousOrNull())
            .set(SUBSCRIPTION.STATE, stored(subscription.state()))
            .set(SUBSCRIPTION.SINCE, subscription.since())
            .set(SUBSCRIPTION.NEXT_TRY, nextTry)
            .onDuplicateKeyIgnore()
            .execute()
        == 1;
  }

  static Optional<Subscription> find(Transaction tx, UUID id) {
    return tx.dsl()
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.ID.eq(id))
        .fetchOptional(row -> subscription(tx, row));
  }

  static Optional<Subscription> find(Transaction tx, MemberId donor, long thing) {
    return tx.dsl()
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.DONOR_ID.eq(donor.value()), SUBSCRIPTION.THING_ID.eq(thing))
        .fetchOptional(row -> subscription(tx, row));
  }

  /** As the other one, and locks it until the transaction ends. */
  static Optional<Subscription> lock(Transaction tx, MemberId donor, long thing) {
    return tx.dsl()
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.DONOR_ID.eq(donor.value()), SUBSCRIPTION.THING_ID.eq(thing))
        .forUpdate()
        .fetchOptional(row -> subscription(tx, row));
  }

  /** The oldest first. */
  static List<Subscription> of(Transaction tx, MemberId donor) {
    return tx.dsl()
        .selectFrom(SUBSCRIPTION)
        .where(SUBSCRIPTION.DONOR_ID.eq(donor.value()))
        .orderBy(SUBSCRIPTION.SINCE, SUBSCRIPTION.ID)
        .fetch(row -> subscription(tx, row));
  }

  static int count(Transaction tx, MemberId donor) {
    return tx.dsl().fetchCount(SUBSCRIPTION, SUBSCRIPTION.DONOR_ID.eq(donor.value()));
  }

  /** Those to be tried by now, the longest due first. */
  static List<UUID> due(Transaction tx, Instant now, int most) {
    return tx.dsl()
        .select(SUBSCRIPTION.ID)
        .from(SUBSCRIPTION)
        .where(SUBSCRIPTION.NEXT_TRY.le(now))
        .orderBy(SUBSCRIPTION.NEXT_TRY)
        .limit(most)
        .fetch(SUBSCRIPTION.ID);
  }

  /** Returns false when the donor has paused or cancelled it meanwhile. */
  static boolean setTried(
      Transaction tx,
      UUID id,
      State state,
      @Nullable YearMonth doneOrNull,
      Outcome outcome,
      @Nullable Instant nextTryOrNull) {
    return tx.dsl()
            .update(SUBSCRIPTION)
            .set(SUBSCRIPTION.STATE, stored(state))
            .set(SUBSCRIPTION.PERIOD, doneOrNull)
            .set(SUBSCRIPTION.OUTCOME, outcome.name().toLowerCase(Locale.ROOT))
            .set(SUBSCRIPTION.NEXT_TRY, nextTryOrNull)
            .where(SUBSCRIPTION.ID.eq(id), SUBSCRIPTION.STATE.eq(SubscriptionState.active))
            .execute()
        == 1;
  }

  /** Unless the donor has paused or cancelled it meanwhile. */
  static void setNextTry(Transaction tx, UUID id, Instant nextTry) {
    tx.dsl()
        .update(SUBSCRIPTION)
        .set(SUBSCRIPTION.NEXT_TRY, nextTry)
        .where(SUBSCRIPTION.ID.eq(id), SUBSCRIPTION.STATE.eq(SubscriptionState.active))
        .execute();
  }

  /** Returns whether the donor has such a one that has not ended. */
  static boolean setState(
      Transaction tx, MemberId donor, UUID id, State state, @Nullable Instant nextTryOrNull) {
    return tx.dsl()
            .update(SUBSCRIPTION)
            .set(SUBSCRIPTION.STATE, stored(state))
            .set(SUBSCRIPTION.NEXT_TRY, nextTryOrNull)
            .where(
                SUBSCRIPTION.ID.eq(id),
                SUBSCRIPTION.DONOR_ID.eq(donor.value()),
                SUBSCRIPTION.STATE.ne(SubscriptionState.ended))
            .execute()
        == 1;
  }

  static boolean delete(Transaction tx, MemberId donor, UUID id) {
    return tx.dsl()
            .deleteFrom(SUBSCRIPTION)
            .where(SUBSCRIPTION.ID.eq(id), SUBSCRIPTION.DONOR_ID.eq(donor.value()))
            .execute()
        == 1;
  }

  static void deleteOf(Transaction tx, MemberId donor) {
    tx.dsl().deleteFrom(SUBSCRIPTION).where(SUBSCRIPTION.DONOR_ID.eq(donor.value())).execute();
  }

  /** What a donor's subscriptions waited for may be there: all that wait are tried now. */
  static void hurry(Transaction tx, MemberId donor, Instant now) {
    tx.dsl()
        .update(SUBSCRIPTION)
        .set(SUBSCRIPTION.NEXT_TRY, now)
        .where(
            SUBSCRIPTION.DONOR_ID.eq(donor.value()),
            SUBSCRIPTION.OUTCOME.in(waitingForMeans()),
            SUBSCRIPTION.NEXT_TRY.gt(now))
        .execute();
  }

  /** A thing takes no more flattrs: its subscriptions are looked at now. */
  static void hurry(Transaction tx, long thing, Instant now) {
    tx.dsl()
        .update(SUBSCRIPTION)
        .set(SUBSCRIPTION.NEXT_TRY, now)
        .where(SUBSCRIPTION.THING_ID.eq(thing), SUBSCRIPTION.STATE.eq(SubscriptionState.active))
        .execute();
  }

  private static List<String> waitingForMeans() {
    return List.of(
        Outcome.NO_MEANS.name().toLowerCase(Locale.ROOT),
        Outcome.RECEIVABLE_OPEN.name().toLowerCase(Locale.ROOT));
  }

  private static SubscriptionState stored(State state) {
    return switch (state) {
      case ACTIVE -> SubscriptionState.active;
      case PAUSED -> SubscriptionState.paused;
      case ENDED -> SubscriptionState.ended;
    };
  }

  private static State state(SubscriptionState stored) {
    return switch (stored) {
      case active -> State.ACTIVE;
      case paused -> State.PAUSED;
      case ended -> State.ENDED;
    };
  }

  private static Subscription subscription(Transaction tx, SubscriptionRecord row) {
    String outcome = row.getOutcome();
    return new Subscription(
        row.getId(),
        new MemberId(row.getDonorId()),
        ThingStore.find(tx, row.getThingId()).orElseThrow(),
        row.getAnonymous(),
        state(row.getState()),
        row.getSince(),
        row.getPeriod(),
        outcome == null ? null : Outcome.valueOf(outcome.toUpperCase(Locale.ROOT)));
  }
}
