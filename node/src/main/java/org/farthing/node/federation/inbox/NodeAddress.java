package org.farthing.node.federation.inbox;

import java.net.URI;
import org.farthing.protocol.activity.ActorId;

/**
 * The node that has signed an activity for transport.
 *
 * @param actor that speaks for the node
 * @param inbox where it takes messages
 */
public record NodeAddress(ActorId actor, URI inbox) {}
