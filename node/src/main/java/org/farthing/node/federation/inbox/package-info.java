/**
 * What other servers send to this node.
 *
 * <p>Enter at {@link org.farthing.node.federation.inbox.Inbox#accept}: one function from the bytes
 * of a request to its outcome. What it accepts is stored before it is answered; {@code
 * InboxWorkers} then hand it to the {@link org.farthing.node.federation.inbox.ActivityHandler}, in
 * the transaction that marks it done.
 *
 * <p>What always holds: an activity is handled once, however often it comes; nothing that is not
 * verified is stored; what could not be handled keeps its row with the reason.
 */
@NullMarked
package org.farthing.node.federation.inbox;

import org.jspecify.annotations.NullMarked;
