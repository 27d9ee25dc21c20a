/**
 * This node's own actors: their ids and keys, the documents that describe them, and how others find
 * them.
 *
 * <p>Enter at {@link org.farthing.node.federation.actor.LocalIds} and {@link
 * org.farthing.node.federation.actor.ActorDocuments}. Members and keys come from {@link
 * org.farthing.node.federation.actor.LocalActors} and {@link
 * org.farthing.node.federation.actor.ActorKeys}, which the package that keeps members implements.
 *
 * <p>What always holds: documents hold no {@code @context} but what every server preloads, and can
 * be read without a signature, for two nodes that each asked for one would wait for each other for
 * ever.
 */
@NullMarked
package org.farthing.node.federation.actor;

import org.jspecify.annotations.NullMarked;
