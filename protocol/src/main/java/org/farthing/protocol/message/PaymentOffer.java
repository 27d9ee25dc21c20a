package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** {@code Offer} of a payment, its {@code object}: the payer has sent it. */
public record PaymentOffer(ActivityId id, ActorId actor, Payment payment, Instant published)
    implements FarthingMessage {

  public PaymentOffer {
    Checks.envelope(id, actor, published);
    Checks.sameOrigin("/object/id", payment.id(), actor.origin());
  }
}
