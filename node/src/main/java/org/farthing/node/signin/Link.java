package org.farthing.node.signin;

import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A link that works once, while it is good.
 *
 * @param memberOrNull whose it is; null for an invitation, and for a challenge to whoever it is
 * @param subjectOrNull what it is about: an address that it confirms, the browser that a challenge
 *     is for
 */
record Link(@Nullable MemberId memberOrNull, @Nullable String subjectOrNull) {}
