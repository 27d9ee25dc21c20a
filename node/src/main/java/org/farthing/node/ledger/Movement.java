package org.farthing.node.ledger;

/**
 * A transfer that moved something for good.
 *
 * @param sequence by which the journal numbers it
 */
public record Movement(
    long sequence,
    TransferId id,
    Account debit,
    Account credit,
    long amountMicros,
    Voucher voucher) {}
