package org.farthing.node.peer;

import java.util.List;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;

/**
 * What an admin decides of a policy; see {@link NodePolicy} for the ranges.
 *
 * @param rails the ways in which this node can be paid, by name
 */
public record PolicyTerms(
    CurrencyUnit currency,
    int feeBasisPoints,
    long minimumBudgetMicros,
    long netMinimumMicros,
    boolean giveToGet,
    SettlementCalendar calendar,
    List<String> rails) {

  public PolicyTerms {
    rails = List.copyOf(rails);
  }

  public static PolicyTerms of(NodePolicy policy) {
    return new PolicyTerms(
        policy.currency(),
        policy.feeBasisPoints(),
        policy.minimumBudgetMicros(),
        policy.netMinimumMicros(),
        policy.giveToGet(),
        policy.calendar(),
        policy.rails());
  }

  /** The same, for money of another kind. */
  public PolicyTerms in(CurrencyUnit other, List<String> ways) {
    return new PolicyTerms(
        other, feeBasisPoints, minimumBudgetMicros, netMinimumMicros, giveToGet, calendar, ways);
  }

  /** The same, but for what an admin can change while the node runs. */
  public PolicyTerms with(
      int feeBasisPoints, long minimumBudgetMicros, long netMinimumMicros, boolean giveToGet) {
    return new PolicyTerms(
        currency,
        feeBasisPoints,
        minimumBudgetMicros,
        netMinimumMicros,
        giveToGet,
        calendar,
        rails);
  }
}
