/**
 * Requests to other servers, signed in the way that each of them understands.
 *
 * <p>Enter at {@link org.farthing.node.federation.signing.SignedClient}.
 *
 * <p>What always holds: a server that refuses one scheme is asked once more with the other, and no
 * more often than that; what it took is remembered for its origin, by all processes on one
 * database.
 */
@NullMarked
package org.farthing.node.federation.signing;

import org.jspecify.annotations.NullMarked;
