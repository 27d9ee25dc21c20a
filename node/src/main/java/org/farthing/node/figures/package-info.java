/**
 * What a node tells everybody about itself in numbers.
 *
 * <p>Enter at {@link org.farthing.node.figures.PublicFigures}. What always holds: a figure of what
 * people gave is told only when at least five donors are in it, and in what the other figures leave
 * of it, so that nobody can be picked out by a difference either; no figure is estimated; figures
 * are counted at most once a minute, however often they are asked for. Left out on purpose: what a
 * member may see of their own.
 */
@NullMarked
package org.farthing.node.figures;

import org.jspecify.annotations.NullMarked;
