package org.farthing.node.federation.directory;

/** What looking for an actor came to. */
public sealed interface ActorLookup {

  record Found(RemoteActor actor) implements ActorLookup {}

  /** Its server cannot be asked now; later it may. */
  record Unreachable(String reason) implements ActorLookup {}

  /**
   * There is none, as its server says or what it sent shows.
   *
   * @param isGone whether its server says that nothing is there, by 404 or 410
   */
  record NoActor(String reason, boolean isGone) implements ActorLookup {

    NoActor(String reason) {
      this(reason, false);
    }
  }
}
