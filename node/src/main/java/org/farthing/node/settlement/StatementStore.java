package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.STATEMENT;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.settlement.line.Slot;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;

/** The rows of statements, and of what is disputed in them. */
final class StatementStore {

  private StatementStore() {}

  static void insert(Transaction tx, Statement statement, int peer, boolean ours) {
    tx.dsl()
        .insertInto(STATEMENT)
        .set(STATEMENT.URI, statement.id().toString())
        .set(STATEMENT.PERIOD, statement.period())
        .set(STATEMENT.PEER_ID, peer)
        .set(STATEMENT.OURS, ours)
        .set(STATEMENT.VERSION, statement.version())
        .set(STATEMENT.LINE_COUNT, statement.count())
        .set(STATEMENT.GROSS_MICROS, statement.gross().micros())
        .set(STATEMENT.ROOT, statement.root())
        .set(STATEMENT.LINES_URI, statement.lines().toString())
        .set(STATEMENT.POLICY, statement.policy())
        .set(STATEMENT.PREVIOUS, statement.previous().map(Object::toString).orElse(null))
        .onDuplicateKeyIgnore()
        .execute();
  }

  /** Which of our statements has this id. */
  static Optional<Slot> slot(Transaction tx, String statement) {
    return tx.dsl()
        .select(STATEMENT.PERIOD, STATEMENT.PEER_ID, STATEMENT.VERSION)
        .from(STATEMENT)
        .where(STATEMENT.URI.eq(statement), STATEMENT.OURS.isTrue())
        .fetchOptional(row -> new Slot(row.value1(), row.value2(), row.value3()));
  }

  static void insertDisputes(
      Transaction tx, Statement statement, List<Dispute> disputes, Instant now) {
    for (Dispute dispute : disputes) {
      tx.dsl()
          .insertInto(DISPUTE)
          .set(DISPUTE.STATEMENT_URI, statement.id().toString())
          .set(DISPUTE.FLATTR_URI, dispute.flattr().map(Object::toString).orElse(null))
          .set(DISPUTE.CODE, dispute.code().name())
          .set(DISPUTE.DETAIL, dispute.detail())
          .set(DISPUTE.RAISED_AT, now)
          .execute();
    }
  }
}
