package org.farthing.node.federation.directory;

/** What looking for an actor came to. */
public sealed interface ActorLookup {

  record Found(RemoteActor actor) implements ActorLookup {}

  /** Its server cannot be asked now; later it may. */
  record Unreachable(String reason) implements ActorLookup {}

  /** There is none, as its server says or what it sent shows. */
  record NoActor(String reason) implements ActorLookup {}
}
