package org.farthing.node.ledger;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.farthing.protocol.Sha256;

/** The name of a transfer, which makes booking it again a repeat and not a second transfer. */
public record TransferId(UUID value) {
  private static final long VERSION_8 = 0x8000L;

  /**
   * The variant's bits, 10, and a third that is always set: MariaDB's UUID type refuses version 8
   * when the byte that they begin is 0x80.
   */
  private static final long VARIANT = 0xA000_0000_0000_0000L;

  /**
   * The id of what happens once under a natural key, such as {@code deposit:} and the rail's own
   * reference: always the same for the same key, a UUIDv8 (RFC 9562, section 5.8) of the key's
   * SHA-256.
   */
  public static TransferId of(String naturalKey) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of(naturalKey));
    long high = (digest.getLong() & ~0xF000L) | VERSION_8;
    long low = (digest.getLong() & 0x1FFF_FFFF_FFFF_FFFFL) | VARIANT;
    return new TransferId(new UUID(high, low));
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
