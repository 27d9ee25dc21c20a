/**
 * Real money turned on: the books in play money are put away, and empty ones begin (product rule
 * 15, ADR 35).
 *
 * <p>Enter at {@link org.farthing.node.realmoney.RealMoney}: an admin's wish is kept, and carried
 * out when the node starts the next time, before anything of it works. {@code PlayArchiveStore}
 * knows which tables belong to the money.
 *
 * <p>What always holds: the archive is written, and the books emptied, in one transaction, and only
 * when no month with another node is under way, all books agree and every transfer is sealed. The
 * log of seals goes on: the first seal over real money names the last one over play money, and the
 * check recomputes the old seals from the archive. It is done once, and there is no way back.
 *
 * <p>Left out on purpose: pages of the archive. It can be taken home as a file.
 */
@NullMarked
package org.farthing.node.realmoney;

import org.jspecify.annotations.NullMarked;
