package org.farthing.node.federation.actor;

import java.time.Instant;

/**
 * What is published of an actor of this node.
 *
 * @param name the part of its handle before the {@code @}
 * @param displayName for people
 */
public record LocalActor(
    String name, String displayName, Instant createdAt, ActorProfile profile) {}
