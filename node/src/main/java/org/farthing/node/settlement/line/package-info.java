/**
 * The lines of this node's statements: derived from a month's shares, sorted, kept in blocks, given
 * to creditors page by page, proved one by one.
 *
 * <p>Enter at {@link org.farthing.node.settlement.line.OwnLines}. What always holds: lines stand in
 * ascending order of flattr id; a block is a page on the wire and a whole subtree of the Merkle
 * tree, but for the last; what is derived again from the same month is the same, byte for byte. No
 * month is ever held in memory as a whole.
 */
@NullMarked
package org.farthing.node.settlement.line;

import org.jspecify.annotations.NullMarked;
