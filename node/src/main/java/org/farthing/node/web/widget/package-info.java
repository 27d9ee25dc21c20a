/**
 * The button for other sites, and what belongs to it: the element itself, its counter, images and
 * addresses for places without scripts, the way from a click there to the visitor's own node, and
 * the pages that help creators to put it on theirs.
 *
 * <p>Enter at {@link org.farthing.node.web.widget.WidgetPages}. What always holds: nothing here
 * gives anything, since only the page on the visitor's own node asks and records; what a link says
 * of a creator is shown and proves nothing; counts are those that everybody may know, and are
 * served from memory. Left out on purpose: a look-up of who clicks, and anything that is loaded
 * before a click but the count that a page asks for.
 */
@NullMarked
package org.farthing.node.web.widget;

import org.jspecify.annotations.NullMarked;
