package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.LedgerCheck;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * Recomputes what the node has on its books, from transfers, flattrs, receipts and statements, and
 * trusts no sum, no constraint and no cached balance. Thread-safe, as it holds nothing.
 *
 * <p>It works from both ends. Month by month, each table is compared with what it follows from:
 * reservations with the transfers that hold them, sums with the flattrs split anew, statements with
 * the sums, lines with the flattrs, nets with the statements, revenue with sums and statements. And
 * all those rows together say what the ledger must have moved in that month, why and between which
 * accounts: it has to have moved exactly that. A row that is changed anywhere, consistently with
 * its neighbours or not, therefore parts from at least one other.
 *
 * <p>What it cannot know is told by nobody: a deposit has no other record than its transfer, and of
 * a peer's statement the lines are not kept, so that how it divides among creators here is told by
 * the rows of revenue and by the transfers, which must agree.
 *
 * <p>Whoever gives the ledger a new reason for transfers says here what rows stand for them.
 */
public final class NodeCheck {

  private final Ledger ledger;
  private final CoverageCheck coverage;
  private final MonthlessCheck monthless;
  private final CloseCheck closes = new CloseCheck();
  private final ReservationCheck reservations = new ReservationCheck();
  private final MonthSumCheck sums;
  private final RevenueCheck revenue;
  private final PairMonthCheck pairs;
  private final LineCheck lines;
  private final FlattrCheck flattrs;
  private final LogCheck logs = new LogCheck();
  private final EvidenceCheck evidence;

  NodeCheck(
      Ledger ledger,
      LocalIds ids,
      CurrencyUnit currency,
      OwnPolicies policies,
      Peers peers,
      PeerPolicies peerPolicies,
      OwnLines ownLines) {
    this.ledger = ledger;
    this.coverage = new CoverageCheck(ledger, currency);
    this.monthless = new MonthlessCheck(ledger);
    this.sums = new MonthSumCheck(ids.origin());
    this.revenue = new RevenueCheck(policies::fee);
    this.pairs = new PairMonthCheck(ids.node(), currency, policies, peers, peerPolicies);
    this.lines = new LineCheck(ownLines);
    this.flattrs = new FlattrCheck(month -> policies.of(month).giveToGet());
    this.evidence = new EvidenceCheck(ids.origin());
  }

  /** What another package checks of its own books. */
  @FunctionalInterface
  public interface Part {

    /** All breaches, none when all agrees. */
    List<Breach> breaches(Transaction tx);
  }

  /**
   * Everything, down to each flattr, line and message; up to a thousand breaches, none when all
   * agrees. Reads all that the node ever stored.
   *
   * @param tx from {@code Database.snapshot}: what changes meanwhile would look like a breach
   * @param others by what they read
   */
  public List<Breach> breaches(Transaction tx, Map<String, Part> others) {
    Breaches breaches = new Breaches();
    checkMonths(tx, breaches, _ -> true, true);
    others.forEach(
        (where, part) -> breaches.guarded(where, () -> part.breaches(tx).forEach(breaches::add)));
    breaches.guarded("statement_block", () -> lines.checkOrphans(tx, breaches));
    breaches.guarded("evidence", () -> evidence.check(tx, breaches));
    return breaches.all();
  }

  /**
   * The ledger, its coverage, and the books of the months that are not closed yet and of the given
   * one, but no single flattr: for before and after the stages of a close, whose cost this keeps
   * far below.
   *
   * @param tx from {@code Database.snapshot}
   */
  List<Breach> breachesOfBooks(Transaction tx, YearMonth month) {
    Breaches breaches = new Breaches();
    List<YearMonth> unclosed = CloseStore.unclosed(tx);
    YearMonth oldest =
        unclosed.isEmpty() || month.isBefore(unclosed.getFirst()) ? month : unclosed.getFirst();
    checkMonths(tx, breaches, each -> !each.isBefore(oldest), false);
    return breaches.all();
  }

  private void checkMonths(
      Transaction tx, Breaches breaches, Predicate<YearMonth> scope, boolean deep) {
    breaches.guarded(
        "ledger_transfer", () -> new LedgerCheck().breaches(tx).forEach(breaches::add));
    breaches.guarded("ledger_account", () -> coverage.check(tx, breaches));
    breaches.guarded("ledger_transfer of no month", () -> monthless.check(tx, breaches));
    breaches.guarded(
        "months",
        () -> {
          SortedSet<YearMonth> months = AuditStore.periods(tx);
          months.addAll(ledger.periods(tx));
          months.stream().filter(scope).forEach(month -> check(tx, breaches, month, deep));
        });
  }

  private void check(Transaction tx, Breaches breaches, YearMonth period, boolean deep) {
    CheckedMonth month = new CheckedMonth(tx, period, CloseStore.stage(tx, period), breaches);
    breaches.guarded("month_close " + period, () -> closes.check(month));
    breaches.guarded("reservation " + period, () -> reservations.check(month));
    breaches.guarded("month_sum " + period, () -> sums.checkTotals(month));
    breaches.guarded("revenue " + period, () -> revenue.check(month));
    breaches.guarded("pair_month " + period, () -> pairs.check(month));
    breaches.guarded("ledger_transfer " + period, () -> month.compareFlows(ledger));
    if (deep) {
      breaches.guarded("reservation " + period, () -> sums.checkSplit(month));
      breaches.guarded("statement_block " + period, () -> lines.check(month));
      breaches.guarded("flattr " + period, () -> flattrs.check(month));
      breaches.guarded("log_entry " + period, () -> logs.check(month));
    }
  }
}
