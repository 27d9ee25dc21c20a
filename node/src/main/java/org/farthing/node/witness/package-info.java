/**
 * Nodes hold each other to their ledgers: this one publishes the signed head of the log of its
 * seals, looks once a day whether its peers' logs were only added to, and cosigns what it saw.
 *
 * <p>Enter at {@link org.farthing.node.witness.Witnesses}, which puts the parts together: {@code
 * Heads} says what this node publishes, {@code Witness} asks a peer, {@code WitnessRoutes} is what
 * peers ask. Forms and decisions are {@code protocol.transparency}'s; docs/protocol/transparency.md
 * tells them.
 *
 * <p>What always holds: a head is remembered before it is cosigned; what does not go together with
 * a head that is remembered is kept as evidence, told to an admin, and never cosigned. A day costs
 * a request for each peer, and a second one if its log has grown.
 *
 * <p>Left out on purpose: what follows for a peer that is caught, which is an admin's to decide;
 * and asking peers at the same time: one that does not answer holds up the others, by half a minute
 * an hour at most.
 */
@NullMarked
package org.farthing.node.witness;

import org.jspecify.annotations.NullMarked;
