package org.farthing.node.settlement.line;

import java.nio.ByteBuffer;

/**
 * A line of ours on its way into a statement. Ids and tags are halves of 16 bytes: there may be
 * millions.
 *
 * @param peer the creditor
 * @param creator row id
 * @param micros the share, or another amount as {@link PackedLines#oneOff} packs it
 */
record OwnLine(
    int peer, long idHigh, long idLow, long creator, long tagHigh, long tagLow, long micros)
    implements Comparable<OwnLine> {

  /** In a file. */
  static final int BYTES = Integer.BYTES + 6 * Long.BYTES;

  /** By creditor, then by the flattr's id as its text is ordered. */
  @Override
  public int compareTo(OwnLine other) {
    int byPeer = Integer.compare(peer, other.peer);
    if (byPeer != 0) {
      return byPeer;
    }
    int byHigh = Long.compareUnsigned(idHigh, other.idHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(idLow, other.idLow);
  }

  void put(ByteBuffer target) {
    target
        .putInt(peer)
        .putLong(idHigh)
        .putLong(idLow)
        .putLong(creator)
        .putLong(tagHigh)
        .putLong(tagLow)
        .putLong(micros);
  }

  static OwnLine get(ByteBuffer source) {
    return new OwnLine(
        source.getInt(),
        source.getLong(),
        source.getLong(),
        source.getLong(),
        source.getLong(),
        source.getLong(),
        source.getLong());
  }
}
