package org.farthing.node.flattr.log;

import java.time.YearMonth;

/**
 * One of the two logs that this node and a peer have of a month.
 *
 * @param ours whether this node writes it, for flattrs of the peer's donors; else the peer does
 */
public record LogKey(YearMonth period, int peer, boolean ours) {}
