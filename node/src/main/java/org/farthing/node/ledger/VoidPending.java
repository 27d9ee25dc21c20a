package org.farthing.node.ledger;

/**
 * Releases all of what a pending transfer sets aside.
 *
 * @param pending the transfer that is resolved
 */
public record VoidPending(TransferId id, TransferId pending, Voucher voucher) implements Entry {}
