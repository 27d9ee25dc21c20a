package org.farthing.node.flattr.checkpoint;

/** What came of asking a peer for something of a log. */
sealed interface Fetched<T> {

  /** It is there, and the peer's. */
  record Got<T>(T value) implements Fetched<T> {}

  /** The peer knows nothing of this node, or of logs. */
  record Nothing<T>() implements Fetched<T> {}

  /** It cannot be had, now at least. */
  record Not<T>(String reason) implements Fetched<T> {}
}
