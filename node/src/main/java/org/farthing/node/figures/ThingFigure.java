package org.farthing.node.figures;

/**
 * A thing whose flattrs are told.
 *
 * @param counted flattrs that count this month, at least {@value Figure#FEWEST_DONORS}
 */
public record ThingFigure(long thing, long counted) {}
