/**
 * The rules of money told a second time, to check what the nodes say they did.
 *
 * <p>Written from the documents alone, and on purpose sharing no line with the product: plain
 * collections, {@code BigInteger}, one pass over the events, no database, no messages. {@link
 * org.farthing.model.MonthModel} computes the report that a scenario must give; {@link
 * org.farthing.model.ReportCheck} compares a real one with it, figure by figure, and adds up what
 * must add up; {@link org.farthing.model.ScenarioGenerator} makes scenarios to play.
 *
 * <p>Nothing here may import {@code org.farthing.protocol} or {@code org.farthing.node}.
 */
@NullMarked
package org.farthing.model;

import org.jspecify.annotations.NullMarked;
