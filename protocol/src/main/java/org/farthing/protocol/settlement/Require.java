package org.farthing.protocol.settlement;

import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.FarthingMessage;
import org.jspecify.annotations.Nullable;

/** What a peer's message has to keep to; where it does not, it is refused with a code. */
final class Require {

  private Require() {}

  static void that(boolean holds, String code, String message) {
    if (!holds) {
      throw new ProtocolException(code, message);
    }
  }

  /** What may hold later, once all that was sent before has come. */
  static void already(boolean holds, String code, String message) {
    if (!holds) {
      throw ProtocolException.early(code, message);
    }
  }

  static void saidBy(ActorId peer, ActorId actor) {
    that(actor.equals(peer), "wrong_actor", "Not said by the peer's node.");
  }

  static <T extends FarthingMessage> T answered(@Nullable T ours, ActivityId offer) {
    if (ours == null || !ours.id().equals(offer)) {
      throw new ProtocolException("unknown_offer", "This answers no offer of ours.");
    }
    return ours;
  }

  static void aboutOurs(boolean holds) {
    that(holds, "conflict", "The answer is about something else than what was offered.");
  }
}
