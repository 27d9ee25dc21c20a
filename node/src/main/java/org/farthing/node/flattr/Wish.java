package org.farthing.node.flattr;

import org.farthing.node.account.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * What a donor asks for with a click.
 *
 * @param id of the flattr that it becomes
 * @param anonymousOrNull whether the creator is not told who gives; the donor's habit when null
 * @param replacesOrNull a flattr of an earlier month that is offered again
 */
record Wish(
    FlattrId id,
    MemberId donor,
    String url,
    @Nullable Boolean anonymousOrNull,
    @Nullable FlattrId replacesOrNull) {}
