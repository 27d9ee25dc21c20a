package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** {@code Offer} of a settlement, its {@code object}, from the payer of its net to the payee. */
public record SettlementOffer(
    ActivityId id, ActorId actor, Settlement settlement, Instant published)
    implements FarthingMessage {

  public SettlementOffer {
    Checks.envelope(id, actor, published);
    Checks.spokenBy(settlement.payer(), actor);
  }
}
