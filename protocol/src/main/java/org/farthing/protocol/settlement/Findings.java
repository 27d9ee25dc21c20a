package org.farthing.protocol.settlement;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.Dispute;
import org.farthing.protocol.message.StatementLine;

/**
 * What came of comparing a statement with the creditor's receipts, by {@link StatementCheck}.
 *
 * @param disputes what the creditor disputes, at most {@value StatementCheck#MOST_DISPUTES}; empty
 *     when it agrees. The first of a line has the line's amount, so that the sum of all is what is
 *     left out of an agreement in part.
 * @param grossMicrosOf what the lines that are not disputed give each creator; of use only when the
 *     statement as a whole is not disputed
 * @param disputedMicrosOf what the lines that are disputed give each creator; of use only then
 * @param corrections those that make up for something
 * @param sumOf what {@code grossMicrosOf} gives by things, by the creditor's numbers of these
 */
public record Findings(
    List<Dispute> disputes,
    Map<ActorId, Long> grossMicrosOf,
    Map<ActorId, Long> disputedMicrosOf,
    List<StatementLine> corrections,
    Map<Long, ThingSum> sumOf) {

  /** Without corrections, and of nothing that has a number. */
  public Findings(
      List<Dispute> disputes,
      Map<ActorId, Long> grossMicrosOf,
      Map<ActorId, Long> disputedMicrosOf) {
    this(disputes, grossMicrosOf, disputedMicrosOf, List.of(), Map.of());
  }

  public Findings {
    corrections = List.copyOf(corrections);
    disputes = List.copyOf(disputes);
    grossMicrosOf = Map.copyOf(grossMicrosOf);
    disputedMicrosOf = Map.copyOf(disputedMicrosOf);
    sumOf = Map.copyOf(sumOf);
  }

  /** What all lines give each creator, were they disputed or not. */
  public Map<ActorId, Long> statedMicrosOf() {
    Map<ActorId, Long> stated = new HashMap<>(grossMicrosOf);
    disputedMicrosOf.forEach((creator, micros) -> stated.merge(creator, micros, Math::addExact));
    return stated;
  }

  /**
   * What the lines of a thing that are not disputed come to.
   *
   * @param creator whom they give it to
   */
  public record ThingSum(ActorId creator, long flattrs, long micros) {

    ThingSum plus(ThingSum other) {
      return new ThingSum(creator, flattrs + other.flattrs, Math.addExact(micros, other.micros));
    }
  }
}
