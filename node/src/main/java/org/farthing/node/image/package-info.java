/**
 * Images from elsewhere: fetched by the node and not by its visitors, of whom nobody else hears,
 * and made anew, so that nothing is passed on but what can be seen.
 *
 * <p>Enter at {@link org.farthing.node.image.Images}: pages ask it for the path of what they want
 * to show.
 *
 * <p>What always holds: nobody but the node's own pages names what is fetched; nothing is served
 * that {@link org.farthing.node.image.Redrawn} has not drawn; what no page has wanted for a month
 * is forgotten.
 *
 * <p>Left out on purpose: images that move, and sizes for each place.
 */
@NullMarked
package org.farthing.node.image;

import org.jspecify.annotations.NullMarked;
