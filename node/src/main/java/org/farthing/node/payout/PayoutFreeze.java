package org.farthing.node.payout;

import java.time.Instant;

/**
 * An admin holds a member's payouts until a review is over.
 *
 * @param reason for admins; the member is told that there is a review, and not why
 */
public record PayoutFreeze(String reason, Instant since) {}
