package org.farthing.protocol.settlement;

import java.util.Arrays;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;

/** A SHA-256 hash in a Merkle tree, of a leaf or a node. Immutable. */
public final class TreeHash {
  private final byte[] bytes;

  private TreeHash(byte[] bytes) {
    if (bytes.length != Sha256.BYTES) {
      throw new IllegalArgumentException("a hash is 32 bytes, not " + bytes.length);
    }
    this.bytes = bytes;
  }

  /**
   * A hash received or stored before.
   *
   * @throws IllegalArgumentException unless there are 32 bytes
   */
  public static TreeHash of(byte[] bytes) {
    return new TreeHash(bytes.clone());
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @throws IllegalArgumentException unless these are 64 hexadecimal digits
   */
  public static TreeHash parse(String hex) {
    return new TreeHash(HexFormat.of().parseHex(hex));
  }

  /** Takes the array over. */
  static TreeHash owning(byte[] bytes) {
    return new TreeHash(bytes);
  }

  /** A copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The array itself, for hashing only. */
  byte[] shared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeHash hash && Arrays.equals(bytes, hash.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }
}
