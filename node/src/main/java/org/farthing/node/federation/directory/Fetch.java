package org.farthing.node.federation.directory;

/** What asking another server for an actor came to. */
sealed interface Fetch {

  /**
   * It has answered with an actor.
   *
   * @param bytes the document as it came
   */
  @SuppressWarnings("ArrayRecordComponent") // Stored, never compared.
  record Fetched(RemoteActor actor, byte[] bytes) implements Fetch {}

  /**
   * It has not.
   *
   * @param lookup never that it was found
   */
  record NotFetched(ActorLookup lookup) implements Fetch {}
}
