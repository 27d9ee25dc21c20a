package org.farthing.node.payout;

import org.farthing.protocol.money.Money;

/**
 * Stands in for a bank where there is none: play money, plays and tests. A payment has left as soon
 * as it is ordered and has arrived as soon as its payer, whose signed word it is, says so
 * (docs/adr/0006-test-rail.md).
 */
public final class TestRail implements PaymentRail {

  public static final String NAME = "test";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isByHand() {
    return false;
  }

  @Override
  public boolean send(String payee, Money amount, String reference) {
    return true;
  }

  @Override
  public void wasSent(String payee, Money amount, String reference) {
    // It keeps no memory.
  }

  @Override
  public Money arrived(String payer, Money announced, String reference) {
    return announced;
  }
}
