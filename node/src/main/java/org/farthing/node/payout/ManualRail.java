package org.farthing.node.payout;

import java.time.InstantSource;
import org.farthing.node.platform.database.Database;
import org.farthing.protocol.money.Money;

/**
 * A bank, with a person in between: what is to be paid waits as an order until an admin confirms
 * that it has left, and what arrives is what an admin has read off the bank's statement
 * (docs/adr/0014-payments-by-hand.md). Thread-safe.
 */
public final class ManualRail implements PaymentRail {

  public static final String NAME = "manual";

  private final Database database;
  private final InstantSource calendar;

  public ManualRail(Database database, InstantSource calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isByHand() {
    return true;
  }

  @Override
  public boolean send(String payee, Money amount, String reference) {
    return database.write(
        tx ->
            PaymentOrders.order(
                tx, OrderStore.peer(tx, payee), amount.micros(), reference, calendar.instant()));
  }

  @Override
  public void wasSent(String payee, Money amount, String reference) {
    database.execute(
        tx ->
            PaymentOrders.wasSent(
                tx, OrderStore.peer(tx, payee), amount.micros(), reference, calendar.instant()));
  }

  @Override
  public Money arrived(String payer, Money announced, String reference) {
    long micros =
        database.read(
            tx -> IncomingStore.arrived(tx, OrderStore.peer(tx, payer), Purpose.of(reference)));
    return new Money(Math.min(micros, announced.micros()), announced.currency());
  }
}
