package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** What the payee answers to a settlement. */
public sealed interface SettlementAnswer extends FarthingMessage {

  /** The {@code Offer} that is answered; {@code object} on the wire. */
  ActivityId offer();

  /** {@code Accept}: both reckon the same; the settlement as {@code result}, countersigned. */
  record Confirmation(
      ActivityId id, ActorId actor, ActivityId offer, Settlement settlement, Instant published)
      implements SettlementAnswer {

    public Confirmation {
      Checks.envelope(id, actor, published);
      Checks.spokenBy(settlement.payee(), actor);
      Checks.sameOrigin("/object", offer, settlement.payer().origin());
    }
  }

  /**
   * {@code Reject}: the payee reckons otherwise. {@code result: {type: Objection, detail}}
   *
   * @param detail for people, at most 1 000 characters
   */
  record Objection(ActivityId id, ActorId actor, ActivityId offer, String detail, Instant published)
      implements SettlementAnswer {

    public Objection {
      Checks.envelope(id, actor, published);
      Checks.detail("/result/detail", detail);
    }
  }
}
