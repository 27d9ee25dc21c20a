package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.FLATTR;
import static org.farthing.node.generated.Tables.THING;

import java.sql.SQLException;
import java.time.YearMonth;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.generated.enums.FlattrState;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.RefusalCode;
import org.farthing.protocol.message.WaitingCode;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.SelectConditionStep;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The rows of flattrs given by members here. */
final class FlattrStore {

  private static final int DUPLICATE_ENTRY = 1062;

  private FlattrStore() {}

  /**
   * @return false when the donor's standing flattr of this thing and month is there already
   */
  static boolean insert(Transaction tx, Given flattr) {
    Creator creator = flattr.creatorOrNull();
    try {
      tx.dsl()
          .insertInto(FLATTR)
          .columns(
              FLATTR.PERIOD,
              FLATTR.DONOR_ID,
              FLATTR.ID,
              FLATTR.THING_ID,
              FLATTR.CREATOR_ID,
              FLATTR.STATE,
              FLATTR.CODE,
              FLATTR.ANONYMOUS,
              FLATTR.RECORDED_AT,
              FLATTR.DIGEST)
          .values(
              flattr.period(),
              flattr.donor().value(),
              flattr.id().uuid(),
              flattr.thing().id(),
              creator == null ? null : creator.id(),
              stored(flattr.state()),
              flattr.codeOrNull(),
              flattr.anonymous(),
              flattr.recordedAt(),
              flattr.digestOrNull())
          .execute();
      return true;
    } catch (DataAccessException e) {
      SQLException cause = e.getCause(SQLException.class);
      if (cause != null && cause.getErrorCode() == DUPLICATE_ENTRY) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Inserts flattrs of things here, but for those of which the donor's standing flattr of the month
   * is there already.
   *
   * @return those that were inserted
   */
  static Set<FlattrId> insertIfNew(Transaction tx, List<Given> flattrs) {
    if (flattrs.isEmpty()) {
      return Set.of();
    }
    var insert =
        tx.dsl()
            .insertInto(
                FLATTR,
                FLATTR.PERIOD,
                FLATTR.DONOR_ID,
                FLATTR.ID,
                FLATTR.THING_ID,
                FLATTR.CREATOR_ID,
                FLATTR.STATE,
                FLATTR.ANONYMOUS,
                FLATTR.RECORDED_AT);
    for (Given flattr : flattrs) {
      insert =
          insert.values(
              flattr.period(),
              flattr.donor().value(),
              flattr.id().uuid(),
              flattr.thing().id(),
              flattr.creator().map(Creator::id).orElse(null),
              stored(flattr.state()),
              flattr.anonymous(),
              flattr.recordedAt());
    }
    return insert
        .onDuplicateKeyIgnore()
        .returningResult(FLATTR.ID)
        .fetchSet(row -> new FlattrId(row.value1()));
  }

  static Optional<Given> standing(Transaction tx, YearMonth period, MemberId donor, long thing) {
    return select(
            tx,
            FLATTR
                .PERIOD
                .eq(period)
                .and(FLATTR.DONOR_ID.eq(donor.value()))
                .and(FLATTR.THING_ID.eq(thing))
                .and(FLATTR.STANDING.isNotNull()))
        .stream()
        .findFirst();
  }

  /** Why the last flattr of this donor, thing and month was refused; empty when it was not. */
  static Optional<RefusalCode> refusal(
      Transaction tx, YearMonth period, MemberId donor, long thing) {
    return query(
            tx,
            FLATTR
                .PERIOD
                .eq(period)
                .and(FLATTR.DONOR_ID.eq(donor.value()))
                .and(FLATTR.THING_ID.eq(thing)))
        .orderBy(FLATTR.ID.desc())
        .limit(1)
        .fetchOptional(FlattrStore::given)
        .filter(flattr -> flattr.state() == GivenState.REFUSED)
        .flatMap(Given::code)
        .map(code -> RefusalCode.valueOf(code.toUpperCase(Locale.ROOT)));
  }

  static List<Given> of(Transaction tx, MemberId donor, YearMonth period) {
    return select(tx, FLATTR.PERIOD.eq(period).and(FLATTR.DONOR_ID.eq(donor.value())));
  }

  static List<Given> of(Transaction tx, YearMonth period) {
    return select(tx, FLATTR.PERIOD.eq(period));
  }

  static Optional<Given> find(Transaction tx, FlattrId id) {
    return select(tx, FLATTR.ID.eq(id.uuid())).stream().findFirst();
  }

  /** Locks the flattr until the transaction ends. */
  static Optional<Given> lock(Transaction tx, FlattrId id) {
    boolean known =
        tx.dsl()
            .select(FLATTR.ID)
            .from(FLATTR)
            .where(FLATTR.ID.eq(id.uuid()))
            .forUpdate()
            .fetchOptional()
            .isPresent();
    return known ? find(tx, id) : Optional.empty();
  }

  /** What waits until a thing's creator is known. */
  static List<Given> withoutCreator(Transaction tx, long thing) {
    return select(
        tx,
        FLATTR
            .THING_ID
            .eq(thing)
            .and(FLATTR.CREATOR_ID.isNull())
            .and(FLATTR.STATE.eq(FlattrState.unclaimed)));
  }

  /** The creator is known now, and what that makes of a flattr. */
  static void setCreator(Transaction tx, Given flattr) {
    tx.dsl()
        .update(FLATTR)
        .set(FLATTR.CREATOR_ID, flattr.creator().map(Creator::id).orElseThrow())
        .set(FLATTR.STATE, stored(flattr.state()))
        .set(FLATTR.CODE, flattr.codeOrNull())
        .set(FLATTR.DIGEST, flattr.digestOrNull())
        .where(FLATTR.ID.eq(flattr.id().uuid()))
        .execute();
  }

  /** Some of what a donor gave in a month, the newest first: ids are in the order of time. */
  static List<Given> newest(Transaction tx, MemberId donor, YearMonth period, int skip, int most) {
    return query(tx, FLATTR.PERIOD.eq(period).and(FLATTR.DONOR_ID.eq(donor.value())))
        .orderBy(FLATTR.ID.desc())
        .limit(most)
        .offset(skip)
        .fetch(FlattrStore::given);
  }

  /** How many flattrs of a donor's month are in each state. */
  static Map<GivenState, Integer> counts(Transaction tx, MemberId donor, YearMonth period) {
    return tx.dsl()
        .select(FLATTR.STATE, DSL.count())
        .from(FLATTR)
        .where(FLATTR.PERIOD.eq(period), FLATTR.DONOR_ID.eq(donor.value()))
        .groupBy(FLATTR.STATE)
        .fetchMap(row -> state(row.value1()), row -> row.value2());
  }

  private static List<Given> select(Transaction tx, Condition condition) {
    return query(tx, condition).orderBy(FLATTR.RECORDED_AT, FLATTR.ID).fetch(FlattrStore::given);
  }

  private static SelectConditionStep<? extends Record> query(Transaction tx, Condition condition) {
    return tx.dsl()
        .select(
            FLATTR.ID,
            FLATTR.PERIOD,
            FLATTR.DONOR_ID,
            FLATTR.STATE,
            FLATTR.CODE,
            FLATTR.ANONYMOUS,
            FLATTR.RECORDED_AT,
            FLATTR.DIGEST,
            FLATTR.SEQUENCE,
            THING.ID,
            THING.URL,
            THING.TITLE,
            THING.WITHDRAWN_AT,
            CREATOR.ID,
            CREATOR.ACTOR,
            CREATOR.MEMBER_ID,
            CREATOR.PEER_ID)
        .from(FLATTR)
        .join(THING)
        .on(THING.ID.eq(FLATTR.THING_ID))
        .leftJoin(CREATOR)
        .on(CREATOR.ID.eq(FLATTR.CREATOR_ID))
        .where(condition);
  }

  private static Given given(Record row) {
    @Nullable Creator creator = row.get(CREATOR.ID) == null ? null : ThingStore.creator(row);
    return new Given(
        new FlattrId(row.get(FLATTR.ID)),
        row.get(FLATTR.PERIOD),
        new MemberId(row.get(FLATTR.DONOR_ID)),
        ThingStore.thing(row, creator),
        creator,
        state(row.get(FLATTR.STATE)),
        row.get(FLATTR.CODE),
        row.get(FLATTR.ANONYMOUS),
        row.get(FLATTR.RECORDED_AT),
        row.get(FLATTR.DIGEST),
        row.get(FLATTR.SEQUENCE));
  }

  static void setState(
      Transaction tx,
      FlattrId id,
      GivenState state,
      @Nullable String code,
      @Nullable Long sequence) {
    tx.dsl()
        .update(FLATTR)
        .set(FLATTR.STATE, stored(state))
        .set(FLATTR.CODE, code)
        .set(FLATTR.SEQUENCE, sequence)
        .where(FLATTR.ID.eq(id.uuid()))
        .execute();
  }

  /** Takes in what counts of a donor. The bytes are those of the ids; they are not kept. */
  interface CountedReader {
    void read(byte[] donor, byte[] flattr, long creator, boolean anonymous);
  }

  /** Reads what counts in a month of a range of donors, donor by donor, in the order of ids. */
  static void counted(
      Transaction tx, YearMonth period, MemberId first, MemberId last, CountedReader reader) {
    counted(tx, period, FLATTR.DONOR_ID.between(first.value(), last.value()), reader);
  }

  /** As the other one, of some donors. */
  static void counted(
      Transaction tx, YearMonth period, Collection<MemberId> donors, CountedReader reader) {
    List<UUID> ids = donors.stream().map(MemberId::value).toList();
    counted(tx, period, FLATTR.DONOR_ID.in(ids), reader);
  }

  private static void counted(
      Transaction tx, YearMonth period, Condition donors, CountedReader reader) {
    tx.scan(
        tx.dsl()
            .select(bytes(FLATTR.DONOR_ID), bytes(FLATTR.ID), FLATTR.CREATOR_ID, FLATTR.ANONYMOUS)
            .from(FLATTR)
            .where(FLATTR.PERIOD.eq(period), donors, FLATTR.STATE.eq(FlattrState.counted))
            .orderBy(FLATTR.DONOR_ID, FLATTR.ID),
        row -> reader.read(row.getBytes(1), row.getBytes(2), row.getLong(3), row.getBoolean(4)));
  }

  private static Field<byte[]> bytes(Field<UUID> id) {
    return DSL.field("cast({0} as binary(16))", byte[].class, id);
  }

  /** Counts what members here gave to a creator here, and what waited for that creator to give. */
  static void countWaitingFor(Transaction tx, long creator, YearMonth period) {
    tx.dsl()
        .update(FLATTR)
        .set(FLATTR.STATE, FlattrState.counted)
        .setNull(FLATTR.CODE)
        .where(
            FLATTR.PERIOD.eq(period),
            FLATTR.CREATOR_ID.eq(creator),
            FLATTR.STATE.eq(FlattrState.unclaimed),
            FLATTR.CODE.eq(WaitingCode.NOT_RECEIVING.code()))
        .execute();
  }

  private static GivenState state(FlattrState stored) {
    return GivenState.valueOf(stored.name().toUpperCase(Locale.ROOT));
  }

  private static FlattrState stored(GivenState state) {
    return FlattrState.valueOf(state.name().toLowerCase(Locale.ROOT));
  }
}
