package org.farthing.node.ledger;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.signature.PublishedKey;

/**
 * Compares the ledger, and what of it is archived, with its seals, and the seals with each other,
 * their signatures and the log. Safe for use by many threads.
 */
public final class SealCheck {
  private final LedgerStore store = new LedgerStore();

  /**
   * All breaches, up to a thousand; none when all is as it was sealed.
   *
   * @param tx from {@code Database.snapshot}
   * @param keys of the node's actor, in use and retired
   */
  public List<Breach> breaches(Transaction tx, List<PublishedKey> keys) {
    SealRecount recount = new SealRecount(keys);
    SealStore.stream(tx, recount::addSeal);
    recount.compareTree(SealStore.allNodes(tx));
    Map<Long, String> codes = new HashMap<>();
    AccountStore.accounts(tx).forEach(account -> codes.put(account.id(), account.code()));
    PlayTransferStore.addCodes(tx, codes);
    PlayTransferStore.stream(tx, row -> recount.addTransfer(row, codes));
    store.stream(tx, row -> recount.addTransfer(row, codes));
    return recount.breaches();
  }
}
