/**
 * This node among other servers of the fediverse.
 *
 * <p>Enter at {@link org.farthing.node.federation.Federation}, which puts the parts together:
 * {@code actor} describes our own actors, {@code directory} knows those of others, {@code inbox}
 * takes in what they send, {@code outbox} delivers what we send.
 *
 * <p>What always holds: what came in is verified, stored once and then handled in one transaction
 * with its effects; what goes out is stored in the transaction that gives rise to it. Nothing here
 * knows what a flattr is, nor how members and their keys are kept.
 *
 * <p>Left out on purpose: following, posts, and relaying. Our actors have nothing to publish but
 * what they are.
 */
@NullMarked
package org.farthing.node.federation;

import org.jspecify.annotations.NullMarked;
