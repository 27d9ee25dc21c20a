/**
 * How money reaches and leaves a node: deposits, payments between nodes, and what comes back of
 * both.
 *
 * <p>Enter at {@link org.farthing.node.payout.Deposits}, {@link
 * org.farthing.node.payout.IncomingPayments}, {@link org.farthing.node.payout.PaymentOrders};
 * {@link org.farthing.node.payout.PaymentRail} is the seam to whatever pays between nodes. A rail
 * never touches the ledger: whoever uses it books what it confirms.
 *
 * <p>What always holds: the ledger's bank is what the bank's statement says as far as it was
 * recorded; what came in and is for nobody yet stands on an account of its own; what is put right
 * names a reason and is in the audit log.
 */
@NullMarked
package org.farthing.node.payout;

import org.jspecify.annotations.NullMarked;
