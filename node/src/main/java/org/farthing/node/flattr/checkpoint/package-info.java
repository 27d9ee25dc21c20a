/**
 * Two nodes make sure that they hold the same logs of a month's flattrs: by a checkpoint a day, by
 * reading the other's final log before the split, and by asking for what a restored backup has
 * lost.
 *
 * <p>Enter at {@link org.farthing.node.flattr.checkpoint.LogExchange}. What always holds: what is
 * fetched is believed only by the proof of its author; what a node lacks it fetches, and nothing
 * more; what is handled twice has no effect; no HTTP within a transaction. What follows for the
 * settlement when a peer has signed two logs is not decided here.
 */
@NullMarked
package org.farthing.node.flattr.checkpoint;

import org.jspecify.annotations.NullMarked;
