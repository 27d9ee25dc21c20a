/**
 * What this node and a peer have said to each other about their months, word for word: shown to
 * that peer when it asks, and taken in again from it when this node has lost it with a restored
 * backup ({@code docs/adr/0030-recalled-words.md}).
 *
 * <p>Enter at {@link org.farthing.node.settlement.said.OwnWords}, through which every step of a
 * settlement goes, and {@link org.farthing.node.settlement.said.Recall}, which asks. What always
 * holds: a word of ours is believed only by our own proof; nothing else is said under an id that
 * was said before; nothing new is said of a month before all that was said of it is said again; no
 * HTTP within a transaction.
 */
@NullMarked
package org.farthing.node.settlement.said;

import org.jspecify.annotations.NullMarked;
