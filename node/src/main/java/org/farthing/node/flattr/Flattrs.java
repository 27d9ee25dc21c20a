package org.farthing.node.flattr;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Giving.ReserveOutcome;
import org.farthing.node.identity.Identities;
import org.farthing.node.peer.PeerMail.Author;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.message.SettlementCalendar;
import org.jspecify.annotations.Nullable;

/**
 * What members give: a click is recorded, taken back, listed (product rules 2 to 5). Thread-safe.
 *
 * <p>A flattr, what it reserves and what is sent of it are one transaction.
 */
public final class Flattrs {

  private final Database database;
  private final InstantSource calendar;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final Supplier<UUID> newId;
  private final Things things;
  private final Suspensions suspensions;
  private final Giving giving;
  private final Receiving receiving;
  private final ReceivedFlattrs received;
  private final FlattrMessages messages;
  private final Identities identities;
  private final PlainClicks plainClicks;

  /**
   * @param daysOf when a month's stages are due
   * @param newId makes UUIDs of version 7
   */
  public Flattrs(
      Database database,
      InstantSource calendar,
      Function<YearMonth, SettlementCalendar> daysOf,
      Supplier<UUID> newId,
      Things things,
      Suspensions suspensions,
      Giving giving,
      Receiving receiving,
      ReceivedFlattrs received,
      FlattrMessages messages,
      Identities identities) {
    this.database = database;
    this.calendar = calendar;
    this.daysOf = daysOf;
    this.newId = newId;
    this.things = things;
    this.suspensions = suspensions;
    this.giving = giving;
    this.receiving = receiving;
    this.received = received;
    this.messages = messages;
    this.identities = identities;
    this.plainClicks = new PlainClicks(database, giving);
  }

  /**
   * A donor's click.
   *
   * @param anonymousOrNull whether the creator is not told who gives; the donor's habit when null
   */
  public RecordOutcome record(MemberId donor, String url, @Nullable Boolean anonymousOrNull) {
    return record(new Wish(newId(), donor, url, anonymousOrNull, null));
  }

  /** A click whose flattr, if it becomes one, has an id already. */
  public RecordOutcome recordAs(MemberId donor, String url, FlattrId id) {
    return record(new Wish(id, donor, url, null, null));
  }

  private Optional<RecordOutcome> recordIfPlain(Wish wish, Thing thing) {
    Instant now = now();
    YearMonth month = monthOf(now);
    return thing
        .creator()
        .filter(creator -> receiving.isKnownToReceive(creator, month))
        .map(
            creator ->
                new Click(
                    wish.id(), month, wish.donor(), thing, creator, wish.anonymousOrNull(), now))
        .flatMap(plainClicks::record)
        .map(flattr -> new RecordOutcome.Recorded(flattr, false));
  }

  /** Offers a flattr of an earlier month again in this one, as if its donor clicked anew. */
  RecordOutcome recordAgain(Given earlier) {
    return record(
        new Wish(
            newId(), earlier.donor(), earlier.thing().url(), earlier.anonymous(), earlier.id()));
  }

  private RecordOutcome record(Wish wish) {
    while (true) {
      Optional<Thing> thing = things.find(wish.url());
      if (thing.isEmpty()) {
        return new RecordOutcome.UnknownThing();
      }
      if (isOwn(wish.donor(), thing.get())) {
        return new RecordOutcome.FlattrOwner();
      }
      if (thing.get().withdrawn()) {
        return withdrawn(wish.donor(), thing.get());
      }
      if (wish.replacesOrNull() == null) {
        Optional<RecordOutcome> plain = recordIfPlain(wish, thing.get());
        if (plain.isPresent()) {
          return plain.get();
        }
      }
      Optional<RecordOutcome> recorded = recordIfStillSo(wish, thing.get());
      if (recorded.isPresent()) {
        return recorded.get();
      }
    }
  }

  /** By the creator, or because the thing or its creator is one of the donor's own identities. */
  boolean isOwn(MemberId donor, Thing thing) {
    return thing.creator().filter(creator -> creator.is(donor)).isPresent()
        || identities.isOwn(donor, thing.uri())
        || thing
            .creator()
            .filter(creator -> identities.isOwn(donor, creator.actor().uri()))
            .isPresent();
  }

  private RecordOutcome withdrawn(MemberId donor, Thing thing) {
    return database
        .read(tx -> FlattrStore.standing(tx, monthOf(now()), donor, thing.id()))
        .<RecordOutcome>map(RecordOutcome.AlreadyFlattred::new)
        .orElseGet(RecordOutcome.Withdrawn::new);
  }

  /** Empty when the thing's creator has become known since the thing was read. */
  private Optional<RecordOutcome> recordIfStillSo(Wish wish, Thing thing) {
    // The donor's key is read before the transaction begins, and only where it is needed.
    boolean elsewhere = thing.creator().flatMap(Creator::peer).isPresent();
    @Nullable Author author = elsewhere ? messages.author(wish.donor()) : null;
    return database.write(
        tx ->
            isStillSo(tx, thing) ? Optional.of(record(tx, wish, thing, author)) : Optional.empty());
  }

  /** A creator does not change. One who becomes known now must not pass over what is stored now. */
  private static boolean isStillSo(Transaction tx, Thing thing) {
    return thing.creator().isPresent() || ThingStore.lockUnclaimed(tx, thing.id());
  }

  private RecordOutcome record(Transaction tx, Wish wish, Thing thing, @Nullable Author author) {
    MemberId donor = wish.donor();
    @Nullable FlattrId replacesOrNull = wish.replacesOrNull();
    Instant now = MonthGate.passNow(tx, calendar);
    YearMonth month = monthOf(now);
    long owed = giving.owed(tx, donor);
    if (owed > 0) {
      return blocked(tx, donor, thing, month, owed);
    }
    Optional<Integer> peer = thing.creator().flatMap(Creator::peer);
    if (peer.filter(it -> suspensions.isBlocked(tx, it)).isPresent()) {
      return FlattrStore.standing(tx, month, donor, thing.id())
          .<RecordOutcome>map(RecordOutcome.AlreadyFlattred::new)
          .orElseGet(RecordOutcome.PeerBlocked::new);
    }
    Optional<Suspension> suspension = peer.flatMap(it -> suspensions.of(tx, it));
    if (suspension.isPresent()) {
      return FlattrStore.standing(tx, month, donor, thing.id())
          .<RecordOutcome>map(RecordOutcome.AlreadyFlattred::new)
          .orElseGet(() -> new RecordOutcome.PeerSuspended(suspension.get().reason()));
    }
    Giver giver = giving.giver(tx, donor, month);
    boolean first = false;
    if (!giver.hasReserved()) {
      switch (giving.reserve(tx, donor, month)) {
        case ReserveOutcome.NoMeans reason -> {
          return new RecordOutcome.NoMeans(reason);
        }
        case ReserveOutcome.Reserved it -> first = it.first();
      }
    }
    Given flattr = newFlattr(tx, wish, thing, month, giver.anonymous(), now);
    if (author != null) {
      flattr = flattr.sentAs(messages.digest(tx, flattr, author, replacesOrNull).orElseThrow());
    }
    if (!FlattrStore.insert(tx, flattr)) {
      return new RecordOutcome.AlreadyFlattred(
          FlattrStore.standing(tx, month, donor, thing.id()).orElseThrow());
    }
    if (first) {
      received.countWaitingFor(tx, donor, month);
    }
    if (replacesOrNull != null) {
      LapsedStore.setOffered(tx, replacesOrNull, flattr.id());
    }
    if (author != null) {
      messages.send(tx, flattr, author, replacesOrNull);
    }
    return new RecordOutcome.Recorded(flattr, first);
  }

  private static RecordOutcome blocked(
      Transaction tx, MemberId donor, Thing thing, YearMonth month, long owedMicros) {
    return FlattrStore.standing(tx, month, donor, thing.id())
        .<RecordOutcome>map(RecordOutcome.AlreadyFlattred::new)
        .orElseGet(() -> new RecordOutcome.ReceivableOpen(owedMicros));
  }

  private Given newFlattr(
      Transaction tx, Wish wish, Thing thing, YearMonth month, boolean habit, Instant now) {
    @Nullable Boolean chosen = wish.anonymousOrNull();
    boolean anonymous = chosen == null ? habit : chosen;
    Given unclaimed = Given.unclaimed(wish.id(), month, wish.donor(), thing, anonymous, now);
    return thing
        .creator()
        .map(creator -> receiving.given(tx, unclaimed, creator))
        .orElse(unclaimed);
  }

  /** Takes back the donor's flattr of a thing in the month that it is now. */
  public UndoOutcome undo(MemberId donor, String url) {
    YearMonth month = monthOf(now());
    return things
        .find(url)
        .flatMap(thing -> database.read(tx -> FlattrStore.standing(tx, month, donor, thing.id())))
        .map(flattr -> undo(donor, flattr.id()))
        .orElseGet(UndoOutcome.NothingToUndo::new);
  }

  /** Takes a flattr back, until the cut-off of its month. */
  public UndoOutcome undo(MemberId donor, FlattrId id) {
    Author author = messages.author(donor);
    return database.write(
        tx ->
            FlattrStore.find(tx, id)
                .filter(flattr -> flattr.donor().equals(donor))
                .filter(flattr -> MonthGate.pass(tx, flattr.period()))
                .flatMap(flattr -> FlattrStore.lock(tx, id))
                .filter(Given::stands)
                .filter(
                    flattr -> now().isBefore(daysOf.apply(flattr.period()).cutOff(flattr.period())))
                .map(flattr -> undo(tx, flattr, author))
                .orElseGet(UndoOutcome.NothingToUndo::new));
  }

  private UndoOutcome undo(Transaction tx, Given flattr, Author author) {
    FlattrStore.setState(tx, flattr.id(), GivenState.UNDONE, null, null);
    messages.sendUndo(tx, flattr, author, now());
    return new UndoOutcome.Undone(FlattrStore.find(tx, flattr.id()).orElseThrow());
  }

  /** What a donor gave in a month, in the order of the clicks. */
  public List<Given> of(MemberId donor, YearMonth month) {
    return database.read(tx -> FlattrStore.of(tx, donor, month));
  }

  /** All that was given in a month, in the order of the clicks. */
  public List<Given> of(YearMonth month) {
    return database.read(tx -> FlattrStore.of(tx, month));
  }

  public Optional<Given> find(FlattrId id) {
    return database.read(tx -> FlattrStore.find(tx, id));
  }

  private FlattrId newId() {
    return new FlattrId(newId.get());
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atZone(ZoneOffset.UTC));
  }

  /** To the microsecond, as it is stored. */
  private Instant now() {
    return calendar.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
