package org.farthing.node.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A pending transfer and what became of it.
 *
 * @param movedMicrosOrNull what of it was moved in the end, 0 when all was released; null while it
 *     is still set aside
 */
public record SetAside(
    TransferId id, Account debit, Account credit, long micros, @Nullable Long movedMicrosOrNull) {}
