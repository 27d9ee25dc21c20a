/**
 * How a node's ledger is held to what it once said: seals over its transfers, a log of those seals,
 * signed heads of the log, and other nodes' cosignatures on them.
 *
 * <p>Enter at {@link org.farthing.protocol.transparency.SignedNote} for what is signed and who
 * signed it, at {@link org.farthing.protocol.transparency.Checkpoint} for a log's head, at {@link
 * org.farthing.protocol.transparency.LogTree} for its proofs, and at {@link
 * org.farthing.protocol.transparency.HeadVerdict} for what a witness makes of a new head.
 *
 * <p>The forms are those of C2SP (c2sp.org): signed-note, tlog-checkpoint, tlog-cosignature, the
 * request of tlog-witness and tlog-proof, with Ed25519 alone; so that tools made for other logs can
 * read and witness a node's. The trees are those of {@code protocol.settlement}. What comes from
 * strangers is bounded, and refused with a {@link
 * org.farthing.protocol.activity.ProtocolException}; checking signatures never throws.
 *
 * <p>Left out on purpose: ML-DSA signatures, subtree cosignatures, tiles, and finding keys, which
 * is the node's business.
 */
@NullMarked
package org.farthing.protocol.transparency;

import org.jspecify.annotations.NullMarked;
