package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.farthing.node.account.MemberId;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * Flattrs that came to nothing in their month are offered again in a later one, as new flattrs that
 * refer to them: when their donor gives in that month, or says so (product rule 5). A click anew on
 * the same thing wins. Thread-safe.
 */
public final class OfferedAgain {

  private static final System.Logger LOG = System.getLogger(OfferedAgain.class.getName());
  private static final int AT_ONCE = 500;

  private final Database database;
  private final InstantSource calendar;
  private final Flattrs flattrs;
  private final int months;
  // What could not be offered in a month is not tried again in it, unless its donor says so.
  private final Map<FlattrId, YearMonth> passedOver = new ConcurrentHashMap<>();

  /**
   * @param months in how many later months a flattr is offered again at most; 0 for none
   */
  public OfferedAgain(Database database, InstantSource calendar, Flattrs flattrs, int months) {
    this.database = database;
    this.calendar = calendar;
    this.flattrs = flattrs;
    this.months = months;
  }

  /** What the donor sees of a month's flattrs besides themselves, by their ids. */
  public record View(Map<FlattrId, Lapsed> lapsed, Map<FlattrId, FlattrId> replaced) {}

  /** Keeps what has come to nothing in a month that is reconciled in this transaction. */
  public void keep(Transaction tx, YearMonth month) {
    if (months > 0) {
      LapsedStore.keep(tx, month);
    }
  }

  /** Whether something is to be offered again now. */
  public boolean isDue() {
    return !due().isEmpty();
  }

  /** Offers again what is to be offered now; one in trouble holds up no other. */
  public void offerDue() {
    for (FlattrId id : due()) {
      try {
        offer(flattrs.find(id).orElseThrow());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "Flattr " + id + " cannot be offered again", e);
      }
      // Offered or dropped it is due no more; else it has had its try in this month.
      passedOver.put(id, now());
    }
  }

  private List<FlattrId> due() {
    if (months == 0) {
      return List.of();
    }
    YearMonth now = now();
    passedOver.values().removeIf(now::isAfter);
    Set<FlattrId> tried = passedOver.keySet();
    return database
        .read(tx -> LapsedStore.due(tx, now, now.minusMonths(months), AT_ONCE + tried.size()))
        .stream()
        .filter(id -> !tried.contains(id))
        .toList();
  }

  /**
   * A donor says that a flattr of theirs be offered again, whether they give in this month or not.
   *
   * @return empty when there is nothing to offer: no such flattr of theirs has come to nothing, it
   *     was offered again already, or the months are over
   */
  public Optional<RecordOutcome> offer(MemberId donor, FlattrId id) {
    YearMonth now = now();
    return database
        .read(tx -> LapsedStore.find(tx, id))
        .filter(lapsed -> lapsed.state() == Lapsed.State.OPEN && !isExpired(lapsed, now))
        .flatMap(lapsed -> flattrs.find(lapsed.flattr()))
        .filter(flattr -> flattr.donor().equals(donor) && flattr.period().isBefore(now))
        .map(this::offer);
  }

  private RecordOutcome offer(Given lapsed) {
    RecordOutcome outcome = flattrs.recordAgain(lapsed);
    switch (outcome) {
      case RecordOutcome.Recorded it ->
          LOG.log(
              System.Logger.Level.INFO,
              "Flattr {0} is offered again as {1}.",
              lapsed.id(),
              it.flattr().id());
      case RecordOutcome.AlreadyFlattred _,
          RecordOutcome.FlattrOwner _,
          RecordOutcome.Withdrawn _ ->
          database.execute(tx -> LapsedStore.setDropped(tx, lapsed.id()));
      case RecordOutcome.NoMeans _,
          RecordOutcome.ReceivableOpen _,
          RecordOutcome.PeerBlocked _,
          RecordOutcome.PeerSuspended _,
          RecordOutcome.UnknownThing _ -> {}
    }
    return outcome;
  }

  /** Whether a lapsed flattr is offered no more. */
  public boolean isExpired(Lapsed lapsed) {
    return isExpired(lapsed, now());
  }

  private boolean isExpired(Lapsed lapsed, YearMonth now) {
    return lapsed.firstPeriod().isBefore(now.minusMonths(months));
  }

  /** What has become of a donor's flattrs of a month, and what they replace. */
  public View view(MemberId donor, YearMonth month) {
    return database.read(
        tx -> {
          Map<FlattrId, Lapsed> lapsed = new HashMap<>();
          LapsedStore.of(tx, donor, month).forEach(each -> lapsed.put(each.flattr(), each));
          return new View(lapsed, LapsedStore.replaced(tx, donor, month));
        });
  }

  private YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }
}
