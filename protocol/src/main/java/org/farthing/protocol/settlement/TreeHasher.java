package org.farthing.protocol.settlement;

import java.security.MessageDigest;
import org.farthing.protocol.Sha256;

/** RFC 6962's hashes (section 2.1). Reuses its digest, so it belongs to one thread. */
final class TreeHasher {
  private static final byte LEAF = 0x00;
  private static final byte NODE = 0x01;

  private final MessageDigest sha256 = Sha256.newDigest();

  /** The root of a tree without leaves. */
  TreeHash empty() {
    return TreeHash.owning(sha256.digest());
  }

  TreeHash leaf(byte[] content, int length) {
    sha256.update(LEAF);
    sha256.update(content, 0, length);
    return TreeHash.owning(sha256.digest());
  }

  TreeHash node(TreeHash left, TreeHash right) {
    sha256.update(NODE);
    sha256.update(left.shared());
    return TreeHash.owning(sha256.digest(right.shared()));
  }
}
