package org.farthing.node.flattr;

/**
 * A member about to flattr.
 *
 * @param hasReserved whether this month's budget is held already
 * @param anonymous whether creators are not told who gives, unless a flattr says otherwise
 */
record Giver(boolean hasReserved, boolean anonymous) {}
