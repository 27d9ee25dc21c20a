/**
 * What two nodes have told each other about a month's flattrs, entry by entry: the logs that this
 * node writes for the donors of each peer, and its copies of those that peers write for the donors
 * here; with the Merkle trees over them, and the proof when a peer has signed two logs.
 *
 * <p>Enter at {@link org.farthing.node.flattr.log.PairLogs}. What always holds: an entry is never
 * changed; a log of ours has no gaps; a tree covers entries from the first one on without gaps, and
 * only grows; this node writes on in a log only once it has asked the peer, since its last start,
 * how much of it the peer knows. What flattrs are is not known here.
 */
@NullMarked
package org.farthing.node.flattr.log;

import org.jspecify.annotations.NullMarked;
