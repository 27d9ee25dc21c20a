package org.farthing.node.identity;

import java.util.List;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;

/**
 * An actor elsewhere as which somebody has signed in on its own server.
 *
 * @param domains whose pages may name it as their author
 */
public record ShownActor(ActorId id, List<String> domains) {

  public ShownActor {
    domains = List.copyOf(domains);
  }

  public static ShownActor of(ActorDocument actor) {
    return new ShownActor(actor.id(), ProfileLinks.domains(actor));
  }
}
