package org.farthing.node.settlement;

import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.PairMonthStore.Stored;
import org.farthing.node.settlement.line.LineTotals;
import org.farthing.node.settlement.line.OwnLines;
import org.farthing.node.settlement.line.Slot;
import org.farthing.node.settlement.said.OwnWords;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.PairMonth;

/**
 * The lines of our statements, derived anew from the month's flattrs: each counted flattr to the
 * peer stands there once, in its place, with its share; count, gross and root are theirs.
 */
final class LineCheck {

  private static final String LINES = "statement_line_differs";
  private static final String STATEMENT = "statement_differs";

  private final OwnLines ownLines;

  LineCheck(OwnLines ownLines) {
    this.ownLines = ownLines;
  }

  /**
   * Lines that belong to no statement of ours, nor to one that was stated before and is lost, nor
   * to one that waits for the peer.
   */
  void checkOrphans(Transaction tx, Breaches breaches) {
    AuditStore.linesOfNoStatement(tx).stream()
        .filter(slot -> !OwnWords.isUnsaid(tx, slot.period(), slot.peer()))
        .filter(slot -> !isToBeStated(tx, slot))
        .forEach(
            slot -> breaches.add(LINES, "statement of " + slot, "its lines are there, it is not"));
  }

  private static boolean isToBeStated(Transaction tx, Slot slot) {
    return PairMonthStore.find(tx, slot.period(), slot.peer())
        .filter(month -> month.ours() == PairMonth.Ours.NONE)
        .isPresent();
  }

  void check(CheckedMonth month) {
    if (!month.hasReached(CloseStage.SPLIT)) {
      return;
    }
    ownLines.compare(
        month.tx(),
        month.period(),
        (slot, difference) -> month.report(LINES, "statement of " + slot, difference));
    for (Stored pair : PairMonthStore.stored(month.tx(), month.period())) {
      if (pair.monthOrNull() != null) {
        pair.monthOrNull()
            .ourStatement()
            .ifPresent(statement -> checkTotals(month, pair.peer(), statement));
      }
    }
  }

  private void checkTotals(CheckedMonth month, int peer, Statement statement) {
    String where = statement.id().toString();
    Slot slot = new Slot(month.period(), peer, Slot.FIRST_VERSION);
    LineTotals lines = ownLines.totals(month.tx(), slot);
    month.expect(STATEMENT, where, "count, by lines", lines.count(), statement.count());
    month.expect(
        STATEMENT, where, "gross, by lines", lines.grossMicros(), statement.gross().micros());
    month.expect(STATEMENT, where, "root, by lines", lines.root(), statement.root());
  }
}
