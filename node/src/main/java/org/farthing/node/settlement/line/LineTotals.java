package org.farthing.node.settlement.line;

import java.util.List;
import org.farthing.protocol.settlement.MerkleTree;

/**
 * What the lines of a statement come to.
 *
 * @param root in lower-case hex
 */
public record LineTotals(long count, long grossMicros, String root) {

  static LineTotals of(List<Block.Head> heads) {
    MerkleTree tree = new MerkleTree();
    long count = 0;
    long grossMicros = 0;
    for (Block.Head head : heads) {
      tree.add(head.root());
      count = Math.addExact(count, head.lines());
      grossMicros = Math.addExact(grossMicros, head.grossMicros());
    }
    return new LineTotals(count, grossMicros, tree.root().toString());
  }
}
