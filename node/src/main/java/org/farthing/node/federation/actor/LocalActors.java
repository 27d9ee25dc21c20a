package org.farthing.node.federation.actor;

import java.util.Optional;

/** Who has an actor on this node. Implemented where members are kept. */
public interface LocalActors {

  /** The member of this name. */
  Optional<LocalActor> member(String name);
}
