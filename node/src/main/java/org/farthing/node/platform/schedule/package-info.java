/**
 * Time, and work that is done in the background.
 *
 * <p>Enter at {@link org.farthing.node.platform.schedule.Worker}, which repeats a step while there
 * is work and sleeps until woken, at {@link org.farthing.node.platform.schedule.DueWork}, which
 * does what a feature's table has as due, and at {@link
 * org.farthing.node.platform.schedule.Clocks}.
 *
 * <p>What always holds: a wake-up that comes while a step runs leads to another step, so nothing
 * committed before it is overlooked; a failing step is tried again, ever more slowly. Left out on
 * purpose: a store of jobs. What is to be done stands in the features' own tables.
 */
@NullMarked
package org.farthing.node.platform.schedule;

import org.jspecify.annotations.NullMarked;
