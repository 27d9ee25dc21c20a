package org.farthing.node.witness;

import org.farthing.protocol.settlement.TreeHash;
import org.farthing.protocol.transparency.Checkpoint;

/** What a head says of this node's log. */
record LogState(long size, TreeHash root) {

  static LogState of(Checkpoint head) {
    return new LogState(head.size(), head.root());
  }
}
