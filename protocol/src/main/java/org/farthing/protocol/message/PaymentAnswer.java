package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * {@code Accept} of a payment: the payee's rail shows it. {@code result: {type: PaymentReceipt,
 * payment}}
 */
public record PaymentAnswer(
    ActivityId id, ActorId actor, ActivityId offer, ActivityId payment, Instant published)
    implements FarthingMessage {

  public PaymentAnswer {
    Checks.envelope(id, actor, published);
    Checks.sameOrigin("/result/payment", payment, offer.origin());
  }
}
