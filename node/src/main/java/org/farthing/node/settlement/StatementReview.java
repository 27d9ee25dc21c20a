package org.farthing.node.settlement;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.farthing.protocol.settlement.StatementCheck;
import org.farthing.protocol.settlement.StatementCheck.Findings;
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
  }

  /** How far it has come. */
  sealed interface Outcome {

    /** To the end. */
    record Done(Findings findings) implements Outcome {}

    /** To a page that cannot be had now. */
    record NotNow(String reason) implements Outcome {}
  }

  /** Whether it is of this statement, and all that it is compared with stands as it did. */
  boolean isOf(Statement other, LogState log, Basis now) {
    return statement.equals(other) && begunAt.equals(log) && basis.equals(now);
  }

  /** Goes on as far as it comes; while a page is checked, the next one is fetched. */
  Outcome goOn(StatementFetch fetch) {
    long pages = StatementPages.pages(statement.count());
    try (OneAhead ahead = new OneAhead("statement page")) {
      if (nextPage <= pages) {
        Piece<StatementFetch.Outcome> coming = begin(ahead, fetch, nextPage);
        while (nextPage <= pages && !check.isFull()) {
          StatementFetch.Outcome page = coming.await();
          if (nextPage < pages) {
            coming = begin(ahead, fetch, nextPage + 1);
          }
          Optional<Outcome> end = take(page);
          if (end.isPresent()) {
            return end.get();
          }
          nextPage++;
        }
      }
    }
    return new Outcome.Done(check.findings());
  }

  private Piece<StatementFetch.Outcome> begin(OneAhead ahead, StatementFetch fetch, long page) {
    return ahead.begin(() -> fetch.fetch(statement, page));
  }

  /** Checks the lines of a page; returns how it ends when it goes no further. */
  private Optional<Outcome> take(StatementFetch.Outcome fetched) {
    return switch (fetched) {
      case StatementFetch.Outcome.Page page -> {
        try {
          PageReader.of(page.body(), page.compressed()).forEachRemaining(check::add);
          yield Optional.empty();
        } catch (ProtocolException e) {
          yield Optional.of(new Outcome.Done(unreadable(e)));
        }
      }
      case StatementFetch.Outcome.NotNow not -> Optional.of(new Outcome.NotNow(not.reason()));
    };
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
