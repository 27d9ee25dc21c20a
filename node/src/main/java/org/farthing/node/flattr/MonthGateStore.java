package org.farthing.node.flattr;

import static org.farthing.node.generated.Tables.MONTH_GATE;

import java.time.YearMonth;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;

/** The rows of months' gates. */
final class MonthGateStore {

  private MonthGateStore() {}

  /** Keeps the gate as it is until the transaction ends; empty when the month has none yet. */
  static Optional<Boolean> isOpen(Transaction tx, YearMonth month) {
    return tx.dsl()
        .select(MONTH_GATE.CUT_OFF)
        .from(MONTH_GATE)
        .where(MONTH_GATE.PERIOD.eq(month))
        .forShare()
        .fetchOptional(row -> !row.value1());
  }

  /** As {@link #isOpen}, for the answers of other nodes. */
  static Optional<Boolean> isHearing(Transaction tx, YearMonth month) {
    return tx.dsl()
        .select(MONTH_GATE.RECONCILED)
        .from(MONTH_GATE)
        .where(MONTH_GATE.PERIOD.eq(month))
        .forShare()
        .fetchOptional(row -> !row.value1());
  }

  static void shutForAnswers(Transaction tx, YearMonth month) {
    tx.dsl()
        .update(MONTH_GATE)
        .set(MONTH_GATE.RECONCILED, true)
        .where(MONTH_GATE.PERIOD.eq(month))
        .execute();
  }

  /** An open gate, unless there is one. */
  static void insert(Transaction tx, YearMonth month) {
    tx.dsl()
        .insertInto(MONTH_GATE)
        .columns(MONTH_GATE.PERIOD)
        .values(month)
        .onDuplicateKeyIgnore()
        .execute();
  }

  static void shut(Transaction tx, YearMonth month) {
    tx.dsl()
        .update(MONTH_GATE)
        .set(MONTH_GATE.CUT_OFF, true)
        .where(MONTH_GATE.PERIOD.eq(month))
        .execute();
  }
}
