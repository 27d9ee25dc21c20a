/**
 * What two nodes prove to each other about a month: the engine that exchanges their flattrs and
 * settles the month, and the hash trees over a statement's lines and a pair's log.
 *
 * <p><b>The engine</b> is pure: state and event in, next state, messages and ledger commands out;
 * no I/O, no clock, no ids drawn at random. A node loads the state of one flattr or of one peer and
 * month, lets it step, and stores state, messages and transfers in one transaction. Enter at:
 *
 * <ul>
 *   <li>{@link org.farthing.protocol.settlement.CreatorSide} and {@link
 *       org.farthing.protocol.settlement.DonorSide}: a flattr between the nodes of its creator and
 *       its donor;
 *   <li>{@link org.farthing.protocol.settlement.StatementCheck}: a statement's lines against the
 *       creditor's receipts;
 *   <li>{@link org.farthing.protocol.settlement.PairSettlement}: a month between two nodes, from
 *       their statements to the payment.
 * </ul>
 *
 * <p>What always holds: a message may be lost and sent again, come twice, and overtake another, and
 * both sides still come to the same end. A repetition books nothing. A message that does not fit is
 * a {@link org.farthing.protocol.activity.ProtocolException}, and changes nothing. No flattr counts
 * with the donor's node that does not count with the creator's. Both nodes reckon the same net from
 * the same agreed statements, and no revenue is made available that the bank does not hold, but for
 * a residue below one minor unit. No peer can hold up a month for ever by its silence, nor sign two
 * contents for one place unnoticed. States are small, however many flattrs a month has.
 *
 * <p><b>The trees:</b> {@link org.farthing.protocol.settlement.MerkleTree} grows one, {@link
 * org.farthing.protocol.settlement.InclusionProof} shows that a leaf is in it, {@link
 * org.farthing.protocol.settlement.ConsistencyProof} that an older tree was only added to. Hashing
 * is RFC 6962's (section 2.1), so a leaf can never pass for a node; a proof is checked without the
 * tree; and no tree needs its leaves in memory to grow.
 *
 * <p>Left out on purpose, for now: corrections in later statements. {@code
 * docs/protocol/settlement.md} has states, events and timers as tables.
 */
@NullMarked
package org.farthing.protocol.settlement;

import org.jspecify.annotations.NullMarked;
