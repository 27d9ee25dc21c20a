package org.farthing.node.social;

import org.farthing.protocol.Sha256;

/** By what ids of any length are found. */
final class Hash {

  private Hash() {}

  /** SHA-256 of an id's UTF-8 bytes. */
  static byte[] of(Object id) {
    return Sha256.of(id.toString());
  }
}
