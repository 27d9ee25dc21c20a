/**
 * Requests that nobody honest makes, as data: {@code HostileBatteryTest} sends each of them to a
 * node and compares what it answers, and that nothing has come of it.
 *
 * <p>To add one, add a line to the class it fits in.
 */
@NullMarked
package org.farthing.node.hostile;

import org.jspecify.annotations.NullMarked;
