/**
 * A click becomes a flattr: things and their creators, budgets and what they reserve, flattrs given
 * by members here and received from other nodes, and how a month's budgets are split among them.
 *
 * <p>Enter at {@link org.farthing.node.flattr.Flattrs}. What always holds: a member gives a thing
 * at most one standing flattr a month; the first flattr of a month reserves its budget in the same
 * transaction; nobody here gives or takes back in a month once {@link
 * org.farthing.node.flattr.MonthGate} is shut; what counts changes no more once it is reconciled;
 * only what is counted takes part in the split. Money moves elsewhere, at the month's close.
 */
@NullMarked
package org.farthing.node.flattr;

import org.jspecify.annotations.NullMarked;
