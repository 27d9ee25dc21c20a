package org.farthing.node.settlement;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.AuditStore.LineRow;
import org.farthing.node.settlement.PairMonthStore.Stored;
import org.farthing.node.settlement.StatementStore.Line;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.settlement.MerkleTree;

/**
 * The lines of our statements, derived anew from the month's flattrs: each counted flattr to the
 * peer stands there once, in its place, with its share; count, gross and root are theirs.
 */
final class LineCheck {

  private final Origin origin;
  private final OwnLines ownLines;

  LineCheck(Origin origin, OwnLines ownLines) {
    this.origin = origin;
    this.ownLines = ownLines;
  }

  /** Lines that belong to no statement of ours. */
  void checkOrphans(Transaction tx, Breaches breaches) {
    AuditStore.linesOfNoStatement(tx)
        .forEach(
            uri -> breaches.add("statement_line_differs", uri, "its lines are there, it is not"));
  }

  void check(CheckedMonth month) {
    List<Stored> pairs = PairMonthStore.stored(month.tx(), month.period());
    if (pairs.isEmpty()) {
      return;
    }
    Map<Integer, List<Line>> lines = ownLines.of(month.tx(), month.period());
    for (Stored pair : pairs) {
      if (pair.monthOrNull() != null) {
        pair.monthOrNull()
            .ourStatement()
            .ifPresent(
                statement -> check(month, statement, lines.getOrDefault(pair.peer(), List.of())));
      }
    }
  }

  private void check(CheckedMonth month, Statement statement, List<Line> expected) {
    String where = statement.id().toString();
    List<LineRow> found = AuditStore.lines(month.tx(), where);
    MerkleTree tree = new MerkleTree();
    long gross = 0;
    for (int position = 0; position < expected.size(); position++) {
      Line line = expected.get(position);
      tree.add(line.asSent(origin).canonicalBytes());
      gross = Math.addExact(gross, line.amountMicros());
      LineRow row = position < found.size() ? found.get(position) : null;
      LineRow derived = LineRow.of(position, line);
      if (!Objects.equals(derived, row)) {
        month.expect("statement_line_differs", where, "line " + position, derived, row);
        break;
      }
    }
    month.expect("statement_line_differs", where, "number of lines", expected.size(), found.size());
    month.expect(
        "statement_differs", where, "count, by flattrs", (long) expected.size(), statement.count());
    month.expect(
        "statement_differs", where, "gross, by flattrs", gross, statement.gross().micros());
    month.expect(
        "statement_differs", where, "root, by flattrs", tree.root().toString(), statement.root());
  }
}
