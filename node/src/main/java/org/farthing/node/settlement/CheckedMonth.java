package org.farthing.node.settlement;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.farthing.node.ledger.Account;
import org.farthing.node.ledger.Flow;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.ledger.TransferCode;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * A month under check. Each part says which transfers its rows stand for; in the end the ledger
 * must have exactly those. Of one thread.
 */
final class CheckedMonth {

  private final Transaction tx;
  private final YearMonth period;
  private final CloseStage stage;
  private final Breaches breaches;
  private final Map<Flow, Long> flows = new HashMap<>();
  private final Map<Outflow, Long> outflows = new HashMap<>();
  private long givenMicros;
  private final List<Kept> kept = new ArrayList<>();

  /** What was moved, less what was moved back. */
  private record Kept(Flow flow, Flow undo, long micros) {}

  /** All that leaves an account for one reason, wherever it goes. */
  private record Outflow(TransferCode code, Account debit) {}

  CheckedMonth(Transaction tx, YearMonth period, CloseStage stage, Breaches breaches) {
    this.tx = tx;
    this.period = period;
    this.stage = stage;
    this.breaches = breaches;
  }

  Transaction tx() {
    return tx;
  }

  YearMonth period() {
    return period;
  }

  boolean hasReached(CloseStage other) {
    return stage.compareTo(other) >= 0;
  }

  void report(String code, String where, String detail) {
    breaches.add(code, where, detail);
  }

  /** See {@link Breaches#expect}. */
  void expect(
      String code,
      String where,
      String what,
      @Nullable Object expectedOrNull,
      @Nullable Object foundOrNull) {
    breaches.expect(code, where, what, expectedOrNull, foundOrNull);
  }

  /** The ledger is to have moved this much for this reason, besides what is expected already. */
  void expectFlow(TransferCode code, Account debit, Account credit, long micros) {
    if (micros != 0) {
      flows.merge(new Flow(code, debit, credit), micros, Math::addExact);
    }
  }

  /** The ledger is to have moved this much of a donor's funds to what the month shares out. */
  void expectGiven(long micros) {
    givenMicros = Math.addExact(givenMicros, micros);
  }

  /**
   * The ledger is to have moved this much for one reason and not moved it back for the other; how
   * often it did both is all the same.
   */
  void expectKept(
      TransferCode code, TransferCode undo, Account debit, Account credit, long micros) {
    kept.add(new Kept(new Flow(code, debit, credit), new Flow(undo, credit, debit), micros));
  }

  /** The ledger is to have moved this much out of an account for this reason, to whomever. */
  void expectOutflow(TransferCode code, Account debit, long micros) {
    outflows.merge(new Outflow(code, debit), micros, Math::addExact);
  }

  /** Compares what is expected of the ledger with what its transfers say. */
  void compareFlows(Ledger ledger) {
    expect(
        "transfers_differ",
        "ledger_transfer of %s: given by donors".formatted(period),
        "micro-units",
        givenMicros,
        ledger.givenMicros(tx, period));
    Map<Flow, Long> booked = new HashMap<>(ledger.flows(tx, period));
    flows.forEach(
        (flow, micros) ->
            expect("transfers_differ", where(flow), "micro-units", micros, booked.remove(flow)));
    for (Kept each : kept) {
      long moved = Objects.requireNonNullElse(booked.remove(each.flow()), 0L);
      long back = Objects.requireNonNullElse(booked.remove(each.undo()), 0L);
      expect("transfers_differ", where(each.flow()), "micro-units", each.micros(), moved - back);
    }
    outflows.forEach((outflow, micros) -> compare(outflow, micros, booked));
    booked.forEach(
        (flow, micros) ->
            report(
                "unexplained_transfer",
                where(flow),
                "%d micro-units, and nothing that they are for".formatted(micros)));
  }

  private void compare(Outflow outflow, long expected, Map<Flow, Long> booked) {
    List<Flow> parts =
        booked.keySet().stream()
            .filter(flow -> flow.code() == outflow.code() && flow.debit().equals(outflow.debit()))
            .toList();
    long found = 0;
    for (Flow part : parts) {
      found = Math.addExact(found, Objects.requireNonNull(booked.remove(part)));
    }
    expect("transfers_differ", outflow.toString(), "micro-units", expected, found);
  }

  private String where(Flow flow) {
    return "ledger_transfer of %s: %s".formatted(period, flow);
  }
}
