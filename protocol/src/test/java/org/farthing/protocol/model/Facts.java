package org.farthing.protocol.model;

import java.util.List;

/**
 * What happened, as far as it is not for the rules of money to say: who set aside what, which
 * flattrs count, and in which order things were agreed. Amounts are micro-units.
 */
public record Facts(
    List<Node> nodes,
    List<Deposit> deposits,
    List<Reserved> reserved,
    List<Counted> counted,
    List<Agreed> agreed,
    List<Settled> settled,
    List<Returned> returned) {

  public record Node(String name, int feeBasisPoints, long netMinimum) {}

  /** A member of a node, and all that they have paid in. */
  public record Deposit(String node, String member, long amount) {}

  /**
   * What a donor set aside for a month.
   *
   * @param maximum the most that a flattr of theirs gets; 0 for no limit
   */
  public record Reserved(String month, String node, String donor, long amount, long maximum) {}

  /**
   * A flattr that takes part in its donor's split, or a gift that counts.
   *
   * @param gift what its donor gives beside the budget; 0 of a flattr
   * @param leftOut whether the creator's node disputes its line to the end
   */
  public record Counted(
      String month,
      String id,
      String donor,
      String creatorNode,
      String creator,
      long gift,
      boolean leftOut) {}

  /** A creditor has agreed to a debtor's statement; in the order in which each creditor did. */
  public record Agreed(String month, String debtor, String creditor) {}

  /** What a creditor never agreed to of a debtor's statement is back with its donors. */
  public record Returned(String month, String debtor, String creditor) {}

  /**
   * Two nodes have settled a month.
   *
   * @param named the debtors whose statements the settlement names; the other's is left for the
   *     next month
   * @param left whether there is no settlement, and all that is owed is left for the next month
   */
  public record Settled(String month, String one, String other, List<String> named, boolean left) {}
}
