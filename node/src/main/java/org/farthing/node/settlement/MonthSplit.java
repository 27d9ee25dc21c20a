package org.farthing.node.settlement;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.MonthOneOffs;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.flattr.Reservation;
import org.farthing.node.ledger.Entry;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.PostPending;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.ledger.TransferId;
import org.farthing.node.ledger.VoidPending;
import org.farthing.node.ledger.Voucher;
import org.farthing.node.platform.OneAhead;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.MonthLines;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Splits a month that is cut off: gives what each donor's split takes of their reservation, then
 * what they gave beside it, and keeps the lines for other nodes. Reading, booking and gathering go
 * side by side, each some donors ahead of the next: nothing of such a month changes any more.
 * Thread-safe.
 */
final class MonthSplit {

  private static final System.Logger LOG = System.getLogger(MonthSplit.class.getName());

  private final Database database;
  private final Ledger ledger;
  private final InstantSource calendar;
  private final Origin origin;
  private final MonthOneOffs oneOffs;
  private final OwnLines ownLines;

  MonthSplit(
      Database database, Ledger ledger, InstantSource calendar, Origin origin, OwnLines ownLines) {
    this.database = database;
    this.ledger = ledger;
    this.calendar = calendar;
    this.origin = origin;
    this.oneOffs = new MonthOneOffs(database, ledger, calendar);
    this.ownLines = ownLines;
  }

  /**
   * Some donors a transaction; who was resolved in an earlier attempt only adds to the sums.
   *
   * @return what each creator gets
   */
  MonthSums run(YearMonth month) {
    MonthSums sums = new MonthSums();
    MonthShares shares = new MonthShares(origin);
    try (MonthLines lines = database.read(tx -> ownLines.gather(tx, month));
        OneAhead reading = new OneAhead("split: reading");
        OneAhead gathering = new OneAhead("split: gathering")) {
      List<DonorShares> donors = next(shares, month, null);
      while (!donors.isEmpty()) {
        List<DonorShares> some = donors;
        var following =
            reading.begin(() -> next(shares, month, some.getLast().reservation().member()));
        database.execute(tx -> resolve(tx, some));
        gathering.begin(
            () -> {
              some.forEach(sums::add);
              some.forEach(lines::add);
              return some.size();
            });
        LOG.log(
            System.Logger.Level.DEBUG, "{0} more donors of {1} have split.", some.size(), month);
        donors = following.await();
      }
      gathering.finish();
      oneOffs.resolve(
          month,
          given -> {
            sums.add(given);
            lines.add(given);
          });
      ownLines.keep(database, month, lines);
      LOG.log(System.Logger.Level.DEBUG, "The lines of {0} are kept.", month);
    }
    return sums;
  }

  private List<DonorShares> next(MonthShares shares, YearMonth month, @Nullable MemberId after) {
    return database.read(tx -> shares.next(tx, month, after));
  }

  private void resolve(Transaction tx, List<DonorShares> donors) {
    List<Entry> entries = new ArrayList<>(donors.size());
    donors.forEach(donor -> entries.add(resolution(donor)));
    ledger.book(tx, entries).orThrow();
    CloseStore.resolve(tx, donors);
  }

  /** Gives what the split takes of a reservation; the rest is released in the same moment. */
  private Entry resolution(DonorShares donor) {
    Reservation reservation = donor.reservation();
    TransferId pending = new TransferId(reservation.transfer());
    TransferId id = TransferId.of("close:" + reservation.period() + ":" + reservation.member());
    String reference = "flattrs of " + reservation.period();
    Instant now = calendar.instant();
    long given = donor.givenMicros();
    return given == 0
        ? new VoidPending(
            id, pending, new Voucher(TransferCode.RELEASE, reference, reservation.period(), now))
        : new PostPending(
            id,
            pending,
            given,
            new Voucher(TransferCode.GIVE, reference, reservation.period(), now));
  }
}
