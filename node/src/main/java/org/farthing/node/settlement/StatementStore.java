package org.farthing.node.settlement;

import static org.farthing.node.generated.Tables.CREATOR;
import static org.farthing.node.generated.Tables.DISPUTE;
import static org.farthing.node.generated.Tables.STATEMENT;
import static org.farthing.node.generated.Tables.STATEMENT_LINE;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;

/** The rows of statements, of the lines of our own, and of what is disputed in either. */
final class StatementStore {

  private static final int LINES_AT_ONCE = 1_000;

  private StatementStore() {}

  /** A line of ours as it is kept. */
  record Line(
      UUID flattr,
      long creator,
      ActorId creatorActor,
      String donorTag,
      long amountMicros,
      String salt) {

    StatementLine asSent(Origin origin) {
      return new StatementLine(
          new FlattrId(flattr).activity(origin), creatorActor, donorTag, amountMicros, salt);
    }
  }

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

  static void insertLines(Transaction tx, Statement statement, List<Line> lines) {
    for (int from = 0; from < lines.size(); from += LINES_AT_ONCE) {
      var insert =
          tx.dsl()
              .insertInto(
                  STATEMENT_LINE,
                  STATEMENT_LINE.STATEMENT_URI,
                  STATEMENT_LINE.POSITION,
                  STATEMENT_LINE.FLATTR_ID,
                  STATEMENT_LINE.CREATOR_ID,
                  STATEMENT_LINE.DONOR_TAG,
                  STATEMENT_LINE.AMOUNT_MICROS,
                  STATEMENT_LINE.SALT);
      int to = Math.min(from + LINES_AT_ONCE, lines.size());
      for (int position = from; position < to; position++) {
        Line line = lines.get(position);
        insert =
            insert.values(
                statement.id().toString(),
                (long) position,
                line.flattr(),
                line.creator(),
                line.donorTag(),
                line.amountMicros(),
                line.salt());
      }
      insert.execute();
    }
  }

  /** The peer to whom one of our statements is made. */
  static Optional<Integer> creditor(Transaction tx, String statement) {
    return tx.dsl()
        .select(STATEMENT.PEER_ID)
        .from(STATEMENT)
        .where(STATEMENT.URI.eq(statement), STATEMENT.OURS.isTrue())
        .fetchOptional(STATEMENT.PEER_ID);
  }

  /** The lines of one of our statements from a position on. */
  static List<Line> lines(Transaction tx, String statement, long from, int most) {
    return tx.dsl()
        .select(
            STATEMENT_LINE.FLATTR_ID,
            STATEMENT_LINE.CREATOR_ID,
            CREATOR.ACTOR,
            STATEMENT_LINE.DONOR_TAG,
            STATEMENT_LINE.AMOUNT_MICROS,
            STATEMENT_LINE.SALT)
        .from(STATEMENT_LINE)
        .join(CREATOR)
        .on(CREATOR.ID.eq(STATEMENT_LINE.CREATOR_ID))
        .where(STATEMENT_LINE.STATEMENT_URI.eq(statement), STATEMENT_LINE.POSITION.ge(from))
        .orderBy(STATEMENT_LINE.POSITION)
        .limit(most)
        .fetch(
            row ->
                new Line(
                    row.value1(),
                    row.value2(),
                    ActorId.of(row.value3()),
                    row.value4(),
                    row.value5(),
                    row.value6()));
  }

  static Map<Long, ActorId> actors(Transaction tx, Collection<Long> creators) {
    return tx.dsl()
        .select(CREATOR.ID, CREATOR.ACTOR)
        .from(CREATOR)
        .where(CREATOR.ID.in(creators))
        .fetchMap(row -> row.value1(), row -> ActorId.of(row.value2()));
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
