/**
 * Who somebody is elsewhere: accounts, sites and pages that members prove to be theirs, and from a
 * URL to its creator on whichever node.
 *
 * <p>Enter at {@link org.farthing.node.identity.Identities} and {@link
 * org.farthing.node.identity.CreatorFinder}. What always holds: evidence comes from both sides; a
 * page or an actor names the creator, and the creator's node confirms, with its own proof, that
 * this is theirs. What one member has proved is no other's. What was proved is looked at again, and
 * is lost, in its member's sight, when it is not found several times in a row. All requests are
 * guarded, counted and under a deadline; none is made within a transaction.
 *
 * <p>Left out on purpose: what becomes of flattrs once their creator is known, which {@code flattr}
 * decides.
 */
@NullMarked
package org.farthing.node.identity;

import org.jspecify.annotations.NullMarked;
