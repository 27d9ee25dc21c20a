package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** {@code Offer} of a checkpoint, its {@code object}, by the node whose log it is. */
public record CheckpointOffer(
    ActivityId id, ActorId actor, FlattrCheckpoint checkpoint, Instant published)
    implements FarthingMessage {

  public CheckpointOffer {
    Checks.envelope(id, actor, published);
    Checks.spokenBy(checkpoint.creditor(), actor);
  }
}
