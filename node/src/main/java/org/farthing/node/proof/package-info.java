/**
 * What donors and creators can take home of a flattr: put together from the messages that this node
 * keeps, checked before it is handed out, and checked by others without asking anybody ({@code
 * docs/protocol/proofs.md}).
 */
@NullMarked
package org.farthing.node.proof;

import org.jspecify.annotations.NullMarked;
