package org.farthing.node.ledger;

import java.util.List;
import org.farthing.node.platform.database.Transaction;

/**
 * Recomputes the ledger from its transfers, trusting no constraint, trigger or cached balance. Safe
 * for use by many threads.
 */
public final class LedgerCheck {
  private final LedgerStore store = new LedgerStore();

  /**
   * All breaches, up to a thousand; none when the ledger is sound.
   *
   * @param tx from {@code Database.snapshot}: what is booked meanwhile would look like a breach
   */
  public List<Breach> breaches(Transaction tx) {
    Recount recount = new Recount();
    store.stream(tx, recount::add);
    AccountStore.eachAccount(tx, recount::compare);
    recount.finish();
    store.usedTwice(tx).forEach(recount::usedTwice);
    return recount.breaches();
  }
}
