package org.farthing.protocol.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far a signature's date may lie from now.
 *
 * @param maximumAge how old a signature may be; older ones might be replays
 * @param maximumSkew how far in the future one may be dated, since clocks differ
 */
public record SignaturePolicy(Duration maximumAge, Duration maximumSkew) {
  /** An hour back, for retries that keep their signature, and five minutes ahead. */
  public static final SignaturePolicy STANDARD =
      new SignaturePolicy(Duration.ofHours(1), Duration.ofMinutes(5));

  public SignaturePolicy {
    if (maximumAge.isNegative() || maximumSkew.isNegative()) {
      throw new IllegalArgumentException("Age and skew cannot be negative");
    }
  }

  Optional<SignatureVerdict> refusal(Instant signedAt, Instant now) {
    Duration age = Duration.between(signedAt, now);
    if (age.compareTo(maximumAge) > 0) {
      return Optional.of(SignatureVerdict.EXPIRED);
    }
    return age.negated().compareTo(maximumSkew) > 0
        ? Optional.of(SignatureVerdict.IN_FUTURE)
        : Optional.empty();
  }
}
