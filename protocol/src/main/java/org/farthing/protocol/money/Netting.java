package org.farthing.protocol.money;

/**
 * The netting of a pair of nodes for a month (rules 9 and 10), as one of the two sees it. The
 * other, given the same with the sides exchanged, comes to the same {@link Net}.
 *
 * @param firstByName who counts as payer when neither owes anything
 */
public record Netting(Party us, Party them, CurrencyUnit currency, Side firstByName) {
  /**
   * One node of the pair.
   *
   * @param statedMicros what its agreed statement of this month says it owes the other
   * @param carriedMicros what it still owes the other from earlier months
   * @param netMinimumMicros the smallest net that its policy asks to be paid
   */
  public record Party(long statedMicros, long carriedMicros, long netMinimumMicros) {
    public Party {
      if (statedMicros < 0 || carriedMicros < 0 || netMinimumMicros < 0) {
        throw new IllegalArgumentException(
            "negative amount: stated %d, carried %d, net minimum %d"
                .formatted(statedMicros, carriedMicros, netMinimumMicros));
      }
    }

    /** Its whole debt to the other before netting. */
    public long owedMicros() {
      return Math.addExact(statedMicros, carriedMicros);
    }
  }

  /** Who owes what, and how much of it is to be paid now. */
  public Net net() {
    long balanceMicros = us.owedMicros() - them.owedMicros();
    if (balanceMicros == 0) {
      return new Net(firstByName, 0, 0, 0, Net.State.CLOSED);
    }
    return balanceMicros > 0
        ? payable(Side.US, balanceMicros, them.netMinimumMicros)
        : payable(Side.THEM, -balanceMicros, us.netMinimumMicros);
  }

  private Net payable(Side payer, long netMicros, long minimumMicros) {
    long minorUnitMicros = currency.microsPerMinorUnit();
    if (netMicros < minorUnitMicros || netMicros < minimumMicros) {
      return new Net(payer, netMicros, 0, netMicros, Net.State.CARRIED);
    }
    long residueMicros = netMicros % minorUnitMicros;
    return new Net(payer, netMicros, netMicros - residueMicros, residueMicros, Net.State.CLOSED);
  }

  /**
   * How much of what is pending from them this netting makes available to our creators, before any
   * payment: as much as our own debt covers where they are to pay us; where they are not, nothing
   * is left to wait for. A net of zero has no payee.
   */
  public Cover cover() {
    return them.owedMicros() > us.owedMicros()
        ? new Cover.UpTo(us.owedMicros())
        : new Cover.Everything();
  }
}
