package org.farthing.node.peer;

import java.net.URI;
import org.farthing.protocol.activity.ActorId;

/**
 * Another node.
 *
 * @param id short for the actor in this database, from 1 on
 * @param actor the actor that speaks for it
 * @param inbox where it takes messages
 */
public record Peer(int id, ActorId actor, URI inbox) {}
