/**
 * What this node sends to others, until they have it.
 *
 * <p>Enter at {@link org.farthing.node.federation.outbox.Outbox#send}, which stores a message with
 * the transaction that gives rise to it; {@code DeliveryWorker} delivers it after the commit.
 *
 * <p>What always holds: what is committed is sent, at least once, whatever dies when; no
 * transaction is open while a request is under way; each attempt is signed afresh; a host that does
 * not answer holds up no other.
 */
@NullMarked
package org.farthing.node.federation.outbox;

import org.jspecify.annotations.NullMarked;
