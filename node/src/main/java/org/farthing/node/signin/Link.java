package org.farthing.node.signin;

import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * A link that works once, while it is good.
 *
 * @param memberOrNull whose it is; null for an invitation
 * @param subjectOrNull what it is about: an address that it confirms
 */
record Link(@Nullable MemberId memberOrNull, @Nullable String subjectOrNull) {}
