package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * {@code Accept} of a checkpoint: what the other node holds of that log, as {@code result}. With
 * the same count and root both hold the same; with others it lacks something, or has something that
 * the offer does not cover.
 */
public record CheckpointAnswer(
    ActivityId id, ActorId actor, ActivityId offer, FlattrCheckpoint checkpoint, Instant published)
    implements FarthingMessage {

  public CheckpointAnswer {
    Checks.envelope(id, actor, published);
    Checks.spokenBy(checkpoint.debtor(), actor);
    Checks.sameOrigin("/object", offer, checkpoint.creditor().origin());
  }
}
