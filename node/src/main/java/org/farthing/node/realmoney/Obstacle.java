package org.farthing.node.realmoney;

import java.time.YearMonth;

/**
 * A month with another node that is under way: what it comes to is between two nodes, and this one
 * cannot put it away alone.
 *
 * @param peer the number of the other node
 */
public record Obstacle(YearMonth month, int peer) {}
