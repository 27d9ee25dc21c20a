/**
 * Proof for people: one document that shows what became of a flattr or gift, and can be checked
 * without asking anybody.
 *
 * <p>Enter at {@link org.farthing.protocol.proof.ProofCheck} with the bytes of a document; what a
 * node hands out it builds as a {@link org.farthing.protocol.proof.Proof}. There are three kinds:
 * {@link org.farthing.protocol.proof.DonationProof} between two nodes, {@link
 * org.farthing.protocol.proof.OwnProof} within one, and {@link
 * org.farthing.protocol.proof.EquivocationProof} of two words given for one slot. {@code
 * docs/protocol/proofs.md} says what each shows and what binds each of its members. Browsers check
 * proofs with scripts that follow the same document; a test compares them with this code.
 *
 * <p>What always holds: a proof has one spelling, its canonical JSON (RFC 8785); every member is a
 * signed document or bound by one, so that no byte of it can be changed unnoticed; a signature
 * counts only within the dates of its key, and that of a revoked key only where another one shows
 * that it was there before. Whose the keys are is for the reader to know: what holds together is
 * consistent, and trusted when its keys are among those that the reader trusts.
 *
 * <p>Left out on purpose: fetching anything, and the time that it is now.
 */
@NullMarked
package org.farthing.protocol.proof;

import org.jspecify.annotations.NullMarked;
