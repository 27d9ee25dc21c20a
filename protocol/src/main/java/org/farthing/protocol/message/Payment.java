package org.farthing.protocol.message;

import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.money.Money;

/**
 * Notice that a settlement was paid. {@code {type: Payment, id, settlement, currency, amount, rail,
 * reference}}
 *
 * @param settlement the payer's, as the payment is
 * @param amount whole minor units of the currency
 * @param rail the name of the way it went, {@code test}
 * @param reference that of the settlement
 */
public record Payment(
    ActivityId id, ActivityId settlement, Money amount, String rail, String reference) {

  public Payment {
    Checks.sameOrigin("/settlement", settlement, id.origin());
    Checks.that(
        amount.micros() > 0 && amount.micros() % amount.currency().microsPerMinorUnit() == 0,
        "/amount",
        "Whole minor units of the currency, more than none.");
    Checks.rail("/rail", rail);
    Checks.reference("/reference", reference);
  }
}
