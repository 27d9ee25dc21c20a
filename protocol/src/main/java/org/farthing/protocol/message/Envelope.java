package org.farthing.protocol.message;

import java.time.Instant;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** What every activity begins with, between the document and the record that it becomes. */
record Envelope(ActivityId id, ActorId actor, Instant published) {

  static Envelope read(Fields activity) {
    return new Envelope(
        activity.activityId("id"), activity.actorId("actor"), activity.instant("published"));
  }
}
