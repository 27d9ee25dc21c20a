package org.farthing.node.settlement;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.farthing.node.flattr.ReceivedFlattrs.LogState;
import org.farthing.node.platform.OneAhead;
import org.farthing.node.platform.OneAhead.Piece;
import org.farthing.node.settlement.ReviewBooks.Basis;
import org.farthing.node.settlement.line.PageReader;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.settlement.CreditorBooks;
import org.farthing.protocol.settlement.Findings;
import org.farthing.protocol.settlement.StatementCheck;
import org.farthing.protocol.settlement.StatementCheck.Receipted;

/**
 * Fetches the lines of a peer's statement and compares them with our receipts as they come, a page
 * at a time. Stopped by a page that cannot be had, it goes on from there. Of one thread.
 */
final class StatementReview {

  private static final System.Logger LOG = System.getLogger(StatementReview.class.getName());

  private final Statement statement;
  private final LogState begunAt;
  private final Basis basis;
  private final StatementCheck check;
  private final long pages;
  private long nextPage = 1;

  /**
   * @param policy digest of ours of the month
   * @param begunAt how our log stands: once it stands otherwise, what has come of it is void
   * @param basis what else it is compared with; the same holds of it
   * @param receipts in ascending order of flattr id
   * @param books which have that
   */
  StatementReview(
      Statement statement,
      String policy,
      LogState begunAt,
      Basis basis,
      Iterator<Receipted> receipts,
      CreditorBooks books) {
    this.statement = statement;
    this.begunAt = begunAt;
    this.basis = basis;
    this.check = new StatementCheck(statement, policy, receipts, books);
    this.pages = StatementPages.pages(statement.count());
  }

  /** How far it has come. */
  sealed interface Outcome {

    /** To the end. */
    record Done(Findings findings) implements Outcome {}

    /** To a page that cannot be had now. */
    record NotNow(String reason) implements Outcome {}

    /** As far as it may come before it is the turn of others. */
    record MoreToDo() implements Outcome {}
  }

  /** Whether it is of this statement, and all that it is compared with stands as it did. */
  boolean isOf(Statement other, LogState log, Basis now) {
    return statement.equals(other) && begunAt.equals(log) && basis.equals(now);
  }

  /**
   * Goes on as far as it comes; while a page is checked, the next one is fetched.
   *
   * @param fetch fetches a page by its number
   * @param turn after how long it is the turn of others; one page is checked in any case
   */
  Outcome goOn(LongFunction<StatementFetch.Outcome> fetch, Duration turn) {
    long began = System.nanoTime();
    try (OneAhead ahead = new OneAhead("statement page")) {
      if (nextPage <= pages) {
        long first = nextPage;
        Piece<StatementFetch.Outcome> coming = ahead.begin(() -> fetch.apply(first));
        while (nextPage <= pages && !check.isFull()) {
          StatementFetch.Outcome page = coming.await();
          boolean isOver = System.nanoTime() - began >= turn.toNanos();
          if (nextPage < pages && !isOver) {
            long next = nextPage + 1;
            coming = ahead.begin(() -> fetch.apply(next));
          }
          Optional<Outcome> end = take(page);
          if (end.isPresent()) {
            return end.get();
          }
          nextPage++;
          if (isOver && nextPage <= pages && !check.isFull()) {
            return new Outcome.MoreToDo();
          }
        }
      }
    }
    return new Outcome.Done(check.findings());
  }

  /** Checks the lines of a page; returns how it ends when it goes no further. */
  private Optional<Outcome> take(StatementFetch.Outcome fetched) {
    return switch (fetched) {
      case StatementFetch.Outcome.Page page -> {
        try {
          PageReader lines = PageReader.of(page.body(), page.compressed());
          lines.forEachRemaining(check::add);
          requireFull(lines);
          yield Optional.empty();
        } catch (ProtocolException e) {
          yield Optional.of(new Outcome.Done(unreadable(e)));
        }
      }
      case StatementFetch.Outcome.NotNow not -> Optional.of(new Outcome.NotNow(not.reason()));
    };
  }

  /** Or else as many pages would be asked for as somebody says that there are. */
  private void requireFull(PageReader lines) {
    if (nextPage < pages && lines.linesRead() < StatementPages.LINES) {
      throw new ProtocolException("malformed", "Only the last page has fewer lines than a page.");
    }
  }

  /** What stands there is no list of lines: the statement cannot be agreed to. */
  private Findings unreadable(ProtocolException fault) {
    LOG.log(
        System.Logger.Level.WARNING,
        "Page {0} of the lines of {1} is none: {2} {3}",
        nextPage,
        statement.id(),
        fault.code(),
        fault.getMessage());
    Dispute dispute = new Dispute(null, Dispute.Code.SIGNATURE, "The lines are not readable.");
    return new Findings(List.of(dispute), Map.of(), Map.of());
  }
}
