package org.farthing.node.settlement;

import java.time.InstantSource;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.farthing.node.flattr.MonthGate;
import org.farthing.node.flattr.MonthOneOffs;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.flattr.checkpoint.Reconciliation;
import org.farthing.node.ledger.Breach;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.payout.Receivables;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;

/**
 * Closes months, stage by stage: cut off, reconciled with other nodes, split, credited here, stated
 * to other nodes, closed (product rule 13). Each stage is stored with what it did; stopped
 * anywhere, it goes on from there, and once done it has no effect again. Thread-safe: one run at a
 * time.
 */
public final class MonthClose {

  private static final System.Logger LOG = System.getLogger(MonthClose.class.getName());

  private static final int MOST_LOGGED = 5;

  private final Database database;
  private final Receivables receivables;
  private final InstantSource calendar;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final Origin origin;
  private final Reconciliation reconciliation;
  private final Revenues revenues;
  private final MonthSplit split;
  private final Statements statements;
  private final NodeCheck check;
  private final ReentrantLock running = new ReentrantLock();

  MonthClose(
      Database database,
      Ledger ledger,
      Receivables receivables,
      InstantSource calendar,
      Function<YearMonth, SettlementCalendar> daysOf,
      Origin origin,
      Reconciliation reconciliation,
      Revenues revenues,
      OwnLines ownLines,
      Statements statements,
      NodeCheck check) {
    this.database = database;
    this.receivables = receivables;
    this.calendar = calendar;
    this.daysOf = daysOf;
    this.origin = origin;
    this.reconciliation = reconciliation;
    this.revenues = revenues;
    this.split = new MonthSplit(database, ledger, calendar, origin, ownLines);
    this.statements = statements;
    this.check = check;
  }

  /** How far a month has come. */
  public CloseStage stage(YearMonth month) {
    return database.read(tx -> CloseStore.stage(tx, month));
  }

  /** The months whose cut-off has passed and that are not closed yet, oldest first. */
  public List<YearMonth> due() {
    return database.read(CloseStore::unclosed).stream().filter(this::isPastCutOff).toList();
  }

  /**
   * Brings a month as far as the given stage, or as far as it comes now.
   *
   * @param upTo not beyond this one
   * @return the stage reached
   * @throws Problem {@code too_early} before the cut-off, {@code earlier_month_open} while an
   *     earlier month is not stated yet, {@code invariant_broken} when the books do not agree
   */
  public CloseStage advance(YearMonth month, CloseStage upTo) {
    running.lock();
    try {
      CloseStage stage = stage(month);
      if (stage.compareTo(upTo) >= 0) {
        return stage;
      }
      if (stage == CloseStage.STATED) {
        CloseStage reached = close(month);
        if (reached == CloseStage.CLOSED) {
          requireSound(month, "after");
        }
        return reached;
      }
      requireInOrder(month);
      // A month that waits for other nodes is tried each minute, and not checked each minute.
      if (stage.compareTo(CloseStage.POSTED) < 0 && stage != CloseStage.CUT_OFF) {
        requireSound(month, "before");
      }
      CloseStage began = stage;
      while (stage.compareTo(upTo) < 0) {
        CloseStage reached = next(month, stage);
        if (reached == stage) {
          break;
        }
        LOG.log(System.Logger.Level.INFO, "Month {0} is {1}.", month, reached);
        if (began == CloseStage.CUT_OFF && reached == CloseStage.RECONCILED) {
          requireSound(month, "before");
        }
        stage = reached;
      }
      if (stage != began) {
        requireSound(month, "after");
      }
      return stage;
    } finally {
      running.unlock();
    }
  }

  private CloseStage next(YearMonth month, CloseStage stage) {
    return switch (stage) {
      case OPEN -> cutOff(month);
      case CUT_OFF -> reconcile(month);
      case RECONCILED -> split(month);
      case SPLIT -> post(month);
      case POSTED -> state(month);
      case STATED -> close(month);
      case CLOSED -> CloseStage.CLOSED;
    };
  }

  private CloseStage cutOff(YearMonth month) {
    database.execute(
        tx -> {
          MonthGate.shut(tx, month);
          CloseStore.begin(tx, month, calendar.instant());
        });
    return CloseStage.CUT_OFF;
  }

  /** Waits for other nodes' answers that are still under way, for a while. */
  private CloseStage reconcile(YearMonth month) {
    if (!reconciliation.isDone(month)) {
      return CloseStage.CUT_OFF;
    }
    database.execute(
        tx -> {
          reconciliation.finish(tx, month);
          CloseStore.reach(tx, month, CloseStage.RECONCILED);
        });
    return CloseStage.RECONCILED;
  }

  private CloseStage split(YearMonth month) {
    MonthSums sums = split.run(month);
    database.execute(
        tx -> {
          CloseStore.insertSums(tx, month, sums.sums());
          receivables.coverAll(tx);
          CloseStore.reach(tx, month, CloseStage.SPLIT);
        });
    return CloseStage.SPLIT;
  }

  private CloseStage post(YearMonth month) {
    database.execute(
        tx -> {
          revenues.postOwn(tx, month, CloseStore.ownSums(tx, month), calendar.instant());
          CloseStore.reach(tx, month, CloseStage.POSTED);
        });
    return CloseStage.POSTED;
  }

  private CloseStage state(YearMonth month) {
    statements.stateAll(month);
    database.execute(tx -> CloseStore.reach(tx, month, CloseStage.STATED));
    return CloseStage.STATED;
  }

  private CloseStage close(YearMonth month) {
    return database.write(
        tx -> {
          boolean settled =
              PairMonthStore.of(tx, month).stream().allMatch(pair -> pair.month().isDone());
          if (!settled) {
            return CloseStage.STATED;
          }
          CloseStore.close(tx, month, calendar.instant());
          return CloseStage.CLOSED;
        });
  }

  /** The nodes that a month waits for, as far as is known since the start. */
  public Set<ActorId> awaited(YearMonth month) {
    return switch (stage(month)) {
      case CUT_OFF -> reconciliation.awaited(month);
      case STATED -> database.read(tx -> statements.unsettled(tx, month));
      case OPEN, RECONCILED, SPLIT, POSTED, CLOSED -> Set.of();
    };
  }

  /** What closing the month now would give and release, without doing anything. */
  public DryRun dryRun(YearMonth month) {
    return database.read(
        tx -> {
          DryRun total = new DryRun();
          new MonthShares(origin).each(tx, month, total::add);
          MonthOneOffs.each(tx, month, total::add);
          return total;
        });
  }

  /** What is carried into a month is known once those before it are stated. */
  private void requireInOrder(YearMonth month) {
    if (!isPastCutOff(month)) {
      throw new Problem(
          409,
          "too_early",
          "Too early",
          month + " is cut off at " + daysOf.apply(month).cutOff(month) + ", not before.");
    }
    Optional<YearMonth> earlier =
        stage(month) == CloseStage.POSTED
            ? due().stream().filter(it -> stage(it).compareTo(CloseStage.STATED) < 0).findFirst()
            : database.read(CloseStore::oldestUnresolved);
    if (earlier.isPresent() && earlier.get().isBefore(month)) {
      throw new Problem(
          409,
          "earlier_month_open",
          "An earlier month is open",
          "Close " + earlier.get() + " first.");
    }
  }

  private void requireSound(YearMonth month, String when) {
    List<Breach> breaches = database.snapshot(tx -> check.breachesOfBooks(tx, month));
    if (!breaches.isEmpty()) {
      LOG.log(
          System.Logger.Level.ERROR,
          "The books are broken {0} closing, in {1} places: {2}",
          when,
          breaches.size(),
          breaches.subList(0, Math.min(MOST_LOGGED, breaches.size())));
      throw new Problem(
          503,
          "invariant_broken",
          "The books do not agree with themselves",
          "Nothing is closed until an admin has looked into it: " + breaches.getFirst());
    }
  }

  private boolean isPastCutOff(YearMonth month) {
    return !calendar.instant().isBefore(daysOf.apply(month).cutOff(month));
  }
}
