package org.farthing.node.flattr;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Subscription.Outcome;
import org.farthing.node.flattr.Subscription.State;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * What donors flattr every month until they pause or cancel it (product rule 11). In each month one
 * flattr is given as if the donor had clicked; what cannot be given yet is tried again for as long
 * as the month lasts. Thread-safe.
 *
 * <p>A try and the note of what became of it are two transactions. After a crash between them it is
 * tried once more, which finds the flattr and changes nothing.
 */
public final class Subscriptions implements AutoCloseable {

  /** How many a donor can have. */
  public static final int MOST = 500;

  private static final System.Logger LOG = System.getLogger(Subscriptions.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);
  private static final int AT_ONCE = 200;

  private final Database database;
  private final InstantSource calendar;
  private final Supplier<UUID> newId;
  private final Creators creators;
  private final Flattrs flattrs;
  private final Tries tries;
  private volatile @Nullable Worker worker;

  /**
   * @param newId makes UUIDs of version 7
   */
  public Subscriptions(
      Database database,
      InstantSource calendar,
      Supplier<UUID> newId,
      Creators creators,
      Flattrs flattrs,
      Tries tries) {
    this.database = database;
    this.calendar = calendar;
    this.newId = newId;
    this.creators = creators;
    this.flattrs = flattrs;
    this.tries = tries;
  }

  public void start() {
    worker = Worker.start("subscriptions", POLL, this::flattrDue);
  }

  /**
   * A donor flattrs a thing from this month on. One that is there already stays, and goes on if it
   * was paused.
   *
   * @param anonymousOrNull whether creators are not told who gives; the donor's habit when null
   * @throws Problem as {@link Creators#find}; {@code flattr_owner}; {@code too_many}
   */
  public Subscription add(MemberId donor, String url, @Nullable Boolean anonymousOrNull) {
    Thing thing = creators.find(url);
    if (flattrs.isOwn(donor, thing)) {
      throw new Problem(409, "flattr_owner", "This is yours", "Nobody flattrs their own things.");
    }
    Instant now = now();
    Subscription wanted =
        new Subscription(newId.get(), donor, thing, anonymousOrNull, State.ACTIVE, now, null, null);
    Subscription kept = database.write(tx -> keep(tx, wanted, now));
    attempt(kept);
    return find(donor, kept.id()).orElse(kept);
  }

  private static Subscription keep(Transaction tx, Subscription wanted, Instant now) {
    MemberId donor = wanted.donor();
    GivingStore.lock(tx, donor);
    Optional<Subscription> known = SubscriptionStore.find(tx, donor, wanted.thing().id());
    if (known.isPresent()) {
      SubscriptionStore.setState(tx, donor, known.get().id(), State.ACTIVE, now);
      return SubscriptionStore.find(tx, known.get().id()).orElseThrow();
    }
    if (SubscriptionStore.count(tx, donor) >= MOST) {
      throw new Problem(
          409, "too_many", "So many subscriptions", "You can have " + MOST + " of them.");
    }
    SubscriptionStore.insertIfNew(tx, wanted, now);
    return wanted;
  }

  /** The donor's, the oldest first. */
  public List<Subscription> of(MemberId donor) {
    return database.snapshot(tx -> SubscriptionStore.of(tx, donor));
  }

  public Optional<Subscription> find(MemberId donor, UUID id) {
    return database.read(tx -> SubscriptionStore.find(tx, id)).filter(it -> isOf(it, donor));
  }

  private static boolean isOf(Subscription subscription, MemberId donor) {
    return subscription.donor().equals(donor);
  }

  /**
   * Nothing is flattred while it is paused; a flattr of this month stands.
   *
   * @return false when the donor has no such subscription that goes on
   */
  public boolean pause(MemberId donor, UUID id) {
    return database.write(tx -> SubscriptionStore.setState(tx, donor, id, State.PAUSED, null));
  }

  /**
   * It goes on: in this month, unless it has flattred in it already.
   *
   * @return false when the donor has no such subscription that can go on
   */
  public boolean resume(MemberId donor, UUID id) {
    Optional<Subscription> resumed =
        database.write(
            tx ->
                SubscriptionStore.setState(tx, donor, id, State.ACTIVE, now())
                    ? SubscriptionStore.find(tx, id)
                    : Optional.empty());
    resumed.ifPresent(this::attempt);
    return resumed.isPresent();
  }

  /**
   * It is gone; a flattr of this month stands.
   *
   * @return false when the donor has no such subscription
   */
  public boolean cancel(MemberId donor, UUID id) {
    return database.write(tx -> SubscriptionStore.delete(tx, donor, id));
  }

  /** Forgets all of a member who leaves. */
  public void left(Transaction tx, MemberId donor) {
    SubscriptionStore.deleteOf(tx, donor);
  }

  /** The donor has means that they had not before: what waits for that is tried now. */
  public void haveMeans(MemberId donor) {
    database.execute(tx -> haveMeans(tx, donor));
  }

  /** As {@link #haveMeans(MemberId)}, once the transaction is over. */
  public void haveMeans(Transaction tx, MemberId donor) {
    SubscriptionStore.hurry(tx, donor, now());
    tx.afterCommit(
        () -> {
          Worker working = worker;
          if (working != null) {
            working.wake();
          }
        });
  }

  /** Whether nothing is to be flattred now. */
  public boolean isIdle() {
    return database.read(tx -> SubscriptionStore.due(tx, now(), 1)).isEmpty();
  }

  private boolean flattrDue() {
    List<UUID> due = database.read(tx -> SubscriptionStore.due(tx, now(), AT_ONCE));
    for (UUID id : due) {
      database.read(tx -> SubscriptionStore.find(tx, id)).ifPresent(this::attempt);
    }
    return due.size() == AT_ONCE;
  }

  /** One in trouble holds up no other. */
  private void attempt(Subscription subscription) {
    Instant now = now();
    YearMonth month = YearMonth.from(now.atZone(ZoneOffset.UTC));
    if (subscription.state() != State.ACTIVE) {
      return;
    }
    try {
      Outcome outcome = outcome(subscription, month);
      database.execute(tx -> tries.note(tx, subscription, outcome, month));
    } catch (RuntimeException e) {
      LOG.log(
          System.Logger.Level.ERROR,
          "Subscription " + subscription.id() + " cannot be flattred",
          e);
      database.execute(
          tx -> SubscriptionStore.setNextTry(tx, subscription.id(), now.plus(Tries.PAUSE)));
    }
  }

  private Outcome outcome(Subscription subscription, YearMonth month) {
    if (subscription.thing().withdrawn()) {
      return Outcome.WITHDRAWN;
    }
    return subscription.isDoneIn(month)
        ? subscription.outcome().orElse(Outcome.FLATTRED)
        : Outcome.of(
            flattrs.record(
                subscription.donor(), subscription.thing().url(), subscription.anonymousOrNull()));
  }

  /** To the microsecond, as it is stored. */
  private Instant now() {
    return calendar.instant().truncatedTo(ChronoUnit.MICROS);
  }

  @Override
  public void close() {
    Worker working = worker;
    if (working != null) {
      working.close();
    }
  }
}
