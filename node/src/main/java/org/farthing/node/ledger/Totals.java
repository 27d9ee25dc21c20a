package org.farthing.node.ledger;

/** An account's sums in micro-units; also a change of them. */
record Totals(long debitsPosted, long debitsPending, long creditsPosted, long creditsPending) {
  static final Totals ZERO = new Totals(0, 0, 0, 0);

  static Totals ofDebit(long posted, long pending) {
    return new Totals(posted, pending, 0, 0);
  }

  static Totals ofCredit(long posted, long pending) {
    return new Totals(0, 0, posted, pending);
  }

  /**
   * @throws ArithmeticException beyond nine trillion currency units
   */
  Totals plus(Totals other) {
    return new Totals(
        Math.addExact(debitsPosted, other.debitsPosted),
        Math.addExact(debitsPending, other.debitsPending),
        Math.addExact(creditsPosted, other.creditsPosted),
        Math.addExact(creditsPending, other.creditsPending));
  }

  Balance balance(NormalSide side) {
    return switch (side) {
      case DEBIT -> new Balance(debitsPosted - creditsPosted, creditsPending);
      case CREDIT -> new Balance(creditsPosted - debitsPosted, debitsPending);
    };
  }

  boolean anyNegative() {
    return (debitsPosted | debitsPending | creditsPosted | creditsPending) < 0;
  }
}
