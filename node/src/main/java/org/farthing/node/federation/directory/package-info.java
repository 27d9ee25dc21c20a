/**
 * Actors of other servers: found, fetched, remembered, and their keys.
 *
 * <p>Enter at {@link org.farthing.node.federation.directory.ActorDirectory}.
 *
 * <p>What always holds: a document speaks for its own origin alone (FEP-fe34): its id is the
 * address it was fetched from, and a key in it is its own; what is kept is bounded; nobody can make
 * this node fetch the same actor again and again.
 */
@NullMarked
package org.farthing.node.federation.directory;

import org.jspecify.annotations.NullMarked;
