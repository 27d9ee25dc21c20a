package org.farthing.node.ledger;

/**
 * A row of {@code ledger_seal} as it stands there, unjudged.
 *
 * @param salt of its digest, kept to ourselves
 * @param document canonical JSON with the node's proof: a leaf of the log
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record StoredSeal(long number, long lastSequence, byte[] salt, byte[] document) {}
