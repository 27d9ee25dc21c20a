package org.farthing.node.federation.actor;

import java.time.Instant;
import java.util.Optional;

/** Who has an actor on this node. Implemented where members are kept. */
public interface LocalActors {

  /** The member of this name; not one who has left. */
  Optional<LocalActor> member(String name);

  /** When the member of this name left for good. */
  Optional<Instant> leftAt(String name);
}
