/**
 * Who said it: keys, object integrity proofs and HTTP signatures.
 *
 * <p>Enter at {@link org.farthing.protocol.signature.HttpSignatureScheme} to sign a request, at
 * {@link org.farthing.protocol.signature.SignatureHeader} to find and check the signature of one,
 * and at {@link org.farthing.protocol.signature.ObjectProof} for documents that stay evidence after
 * transport. Keys travel as {@link org.farthing.protocol.signature.Pem} or {@link
 * org.farthing.protocol.signature.Multikey}.
 *
 * <p>Always: checking never throws, whatever a stranger sends, but ends in a verdict; no text of a
 * key shows its private part; the time is handed in. Left out on purpose: finding keys, trusting
 * their owners and remembering replays (the node's business), RSA keys below 2048 bits,
 * LD-Signatures, and signatures of responses.
 */
@NullMarked
package org.farthing.protocol.signature;

import org.jspecify.annotations.NullMarked;
