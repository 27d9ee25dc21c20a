package org.farthing.node.settlement.line;

import java.util.UUID;
import org.farthing.protocol.settlement.TreeHash;

/**
 * Lines of one statement that follow one another: a page on the wire.
 *
 * @param packed the lines as {@link PackedLines} has them
 */
@SuppressWarnings("ArrayRecordComponent") // Compared part by part, where at all.
record Block(Slot slot, Head head, byte[] packed) {

  /**
   * What a block says of itself.
   *
   * @param number from 0 on
   * @param firstFlattr the id in its first line
   * @param lines how many there are
   * @param grossMicros their sum
   * @param root the Merkle root over them
   */
  record Head(int number, UUID firstFlattr, int lines, long grossMicros, TreeHash root) {}
}
