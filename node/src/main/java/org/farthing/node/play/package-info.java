/**
 * A month played by real nodes: the scenario that goes in, the report that comes out.
 *
 * <p>Enter at {@link org.farthing.node.play.ScenarioReader}, leave by {@link
 * org.farthing.node.play.ReportWriter}. A {@link org.farthing.node.play.Scenario} that exists has
 * been checked whole: every reference in it resolves, and all its amounts together fit a {@code
 * long} of micro-units. Nothing is started before that.
 *
 * <p>Left out on purpose: any rule of money. The report holds what the nodes say, and no code here
 * computes what they should have said.
 */
@NullMarked
package org.farthing.node.play;

import org.jspecify.annotations.NullMarked;
