package org.farthing.node.flattr;

import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.peer.Suspension;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/**
 * What a click would come to, told before it is made and without changing anything. What has
 * changed since is decided by the click itself. Thread-safe.
 */
public final class Prospects {

  private final Database database;
  private final InstantSource calendar;
  private final Flattrs flattrs;
  private final Giving giving;
  private final Suspensions suspensions;

  public Prospects(
      Database database,
      InstantSource calendar,
      Flattrs flattrs,
      Giving giving,
      Suspensions suspensions) {
    this.database = database;
    this.calendar = calendar;
    this.flattrs = flattrs;
    this.giving = giving;
    this.suspensions = suspensions;
  }

  /** What a donor is to know before they click. */
  public sealed interface Prospect {

    /**
     * It would be recorded.
     *
     * @param means what the month's budget is, or would be with this click
     * @param counted flattrs that count in this month already
     */
    record Open(Means means, int counted) implements Prospect {}

    /** It would come to this; never {@link RecordOutcome.Recorded}. */
    record Shut(RecordOutcome outcome) implements Prospect {}
  }

  /** A click of a donor on a thing, now. */
  public Prospect of(MemberId donor, Thing thing) {
    if (flattrs.isOwn(donor, thing)) {
      return new Prospect.Shut(new RecordOutcome.FlattrOwner());
    }
    YearMonth month = YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
    return database.snapshot(tx -> of(tx, donor, thing, month));
  }

  private Prospect of(Transaction tx, MemberId donor, Thing thing, YearMonth month) {
    return shut(tx, donor, thing, month)
        .<Prospect>map(Prospect.Shut::new)
        .orElseGet(
            () ->
                new Prospect.Open(
                    giving.means(tx, donor, month),
                    FlattrStore.counts(tx, donor, month).getOrDefault(GivenState.COUNTED, 0)));
  }

  private Optional<RecordOutcome> shut(
      Transaction tx, MemberId donor, Thing thing, YearMonth month) {
    Optional<Given> standing = FlattrStore.standing(tx, month, donor, thing.id());
    if (standing.isPresent()) {
      return standing.map(RecordOutcome.AlreadyFlattred::new);
    }
    if (thing.withdrawn()) {
      return Optional.of(new RecordOutcome.Withdrawn());
    }
    Means means = giving.means(tx, donor, month);
    if (means.owedMicros() > 0) {
      return Optional.of(new RecordOutcome.ReceivableOpen(means.owedMicros()));
    }
    Optional<Integer> peer = thing.creator().flatMap(Creator::peer);
    if (peer.filter(it -> suspensions.isBlocked(tx, it)).isPresent()) {
      return Optional.of(new RecordOutcome.PeerBlocked());
    }
    Optional<Suspension> suspension = peer.flatMap(it -> suspensions.of(tx, it));
    if (suspension.isPresent()) {
      return suspension.map(it -> new RecordOutcome.PeerSuspended(it.reason()));
    }
    return means.lack().map(RecordOutcome.NoMeans::new);
  }
}
