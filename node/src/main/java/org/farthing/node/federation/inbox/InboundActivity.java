package org.farthing.node.federation.inbox;

/**
 * An activity with the bytes in which it came.
 *
 * @param body kept as evidence: what was signed is what was sent
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record InboundActivity(VerifiedActivity activity, byte[] body) {}
