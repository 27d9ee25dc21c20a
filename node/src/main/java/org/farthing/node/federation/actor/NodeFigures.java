package org.farthing.node.federation.actor;

import java.util.OptionalLong;

/**
 * What a node tells of its size; nothing of what it must not tell.
 *
 * @param members with an account
 * @param activeInMonth members who gave in the last 30 days
 * @param activeInHalfYear members who gave in the last 180 days
 * @param flattrs that members of this node gave, ever
 * @param openRegistrations whether anybody can become a member
 */
public record NodeFigures(
    long members,
    OptionalLong activeInMonth,
    OptionalLong activeInHalfYear,
    OptionalLong flattrs,
    boolean openRegistrations) {}
