/**
 * Other nodes and the terms on which they and this one settle: who they are, what their policies
 * say, and what this node's own policy says in which month.
 *
 * <p>Enter at {@link org.farthing.node.peer.Peers} and {@link org.farthing.node.peer.OwnPolicies}.
 * A policy never changes for a month that has begun. What a peer owes is not known here.
 */
@NullMarked
package org.farthing.node.peer;

import org.jspecify.annotations.NullMarked;
