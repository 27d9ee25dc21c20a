package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * An {@code Undo} of a flattr, which it embeds: it can arrive before the flattr itself. {@code
 * {type: Undo, object: the Like without @context, to: [creator], …}}
 *
 * @param actor of the flattr's origin: its actor, or its node when that actor is gone
 */
public record Unflattr(ActivityId id, ActorId actor, Flattr flattr, Instant published)
    implements FarthingMessage {

  public Unflattr {
    Checks.envelope(id, actor, published);
    Checks.sameOrigin("/object/id", flattr.id(), actor.origin());
  }
}
