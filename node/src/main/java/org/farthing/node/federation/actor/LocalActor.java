package org.farthing.node.federation.actor;

import java.time.Instant;

/**
 * What is published of an actor of this node.
 *
 * @param name the part of its handle before the {@code @}
 * @param displayName for people
 */
public record LocalActor(
    Kind kind, String name, String displayName, Instant createdAt, ActorProfile profile) {

  /** What an actor is. */
  public enum Kind {
    /** A member. */
    PERSON("Person"),
    /** Something that acts by itself. */
    SERVICE("Service");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** As ActivityStreams has it. */
    String type() {
      return type;
    }
  }
}
