/**
 * Images from elsewhere: fetched by the node and not by its visitors, of whom nobody else hears,
 * and made anew, so that nothing is passed on but what can be seen.
 */
@NullMarked
package org.farthing.node.image;

import org.jspecify.annotations.NullMarked;
