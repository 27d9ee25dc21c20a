package org.farthing.protocol.signature;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A public key as its owner publishes it, with the dates of its use: a retired key stays published,
 * so that what it signed in its time can still be checked.
 *
 * @param id the key's URI, with its fragment
 * @param validFrom the first instant at which it signs
 * @param validUntil the first instant at which it no longer signs; null while it is in use
 * @param revokedOrNull since when others may have it, too: they may date what they sign as they
 *     like, so that from then on nothing counts for its signature alone
 */
public record PublishedKey(
    URI id,
    VerificationKey key,
    Instant validFrom,
    @Nullable Instant validUntil,
    @Nullable Instant revokedOrNull) {
  public PublishedKey {
    if (validUntil != null && validUntil.isBefore(validFrom)) {
      throw new IllegalArgumentException("A key cannot end before it begins");
    }
  }

  /** A key that is not revoked. */
  public PublishedKey(
      URI id, VerificationKey key, Instant validFrom, @Nullable Instant validUntil) {
    this(id, key, validFrom, validUntil, null);
  }

  public Optional<Instant> revoked() {
    return Optional.ofNullable(revokedOrNull);
  }

  /**
   * Whether a signature made at that instant is this key's to make. Proofs name the second in which
   * they were made (ObjectProof): all of a key's first second is its own.
   */
  public boolean coversAt(Instant instant) {
    return !instant.isBefore(validFrom.truncatedTo(ChronoUnit.SECONDS))
        && (validUntil == null || instant.isBefore(validUntil));
  }
}
