package org.farthing.node.ledger;

import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.settlement.ConsistencyProof;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.transparency.LogTree;

/** The log whose leaves are this node's seals, to read. Safe for use by many threads. */
public final class SealLog {

  /** How many seals there are. */
  public long size(Transaction tx) {
    return SealStore.size(tx);
  }

  /**
   * The root of the log when it had that many leaves.
   *
   * @param size at most what the log has, as for the proofs
   */
  public TreeHash root(Transaction tx, long size) {
    return tree(tx).root(size);
  }

  /** That a seal is in the tree of that size. */
  public InclusionProof inclusion(Transaction tx, long number, long size) {
    return tree(tx).inclusion(number, size);
  }

  /** That the tree of the second size grew from that of the first, which is not empty. */
  public ConsistencyProof consistency(Transaction tx, long firstSize, long secondSize) {
    return tree(tx).consistency(firstSize, secondSize);
  }

  /** Signed seals, as canonical JSON: the contents of leaves. */
  public List<byte[]> documents(Transaction tx, long from, int most) {
    return SealStore.documents(tx, from, most);
  }

  private static LogTree tree(Transaction tx) {
    return new LogTree(wanted -> SealStore.nodes(tx, wanted));
  }
}
