package org.farthing.node.federation.actor;

/**
 * What a node tells of its size.
 *
 * @param members with an account
 * @param activeInMonth members who gave in the last 30 days
 * @param activeInHalfYear members who gave in the last 180 days
 * @param flattrs that members of this node gave, ever
 * @param openRegistrations whether anybody can become a member
 */
public record NodeFigures(
    long members,
    long activeInMonth,
    long activeInHalfYear,
    long flattrs,
    boolean openRegistrations) {}
