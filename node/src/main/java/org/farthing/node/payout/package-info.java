/**
 * How money leaves and reaches a node: the seam behind which banks stand.
 *
 * <p>Enter at {@link org.farthing.node.payout.PaymentRail}. A rail never touches the ledger:
 * whoever uses it books what it confirms.
 */
@NullMarked
package org.farthing.node.payout;

import org.jspecify.annotations.NullMarked;
