/**
 * The technical ground a node stands on: {@code database}, {@code http} and {@code schedule}.
 *
 * <p>No business word is known here, and nothing here knows a feature. These packages alone open
 * sockets, start processes and own threads; features are handed what they need by the composition
 * root. {@link org.farthing.node.platform.Clocks} stands at the top because all of them share it.
 */
@NullMarked
package org.farthing.node.platform;

import org.jspecify.annotations.NullMarked;
