package org.farthing.protocol.signature;

import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;

/** The two ways in which servers sign requests. Whoever delivers may try one, then the other. */
public enum HttpSignatureScheme {
  /** What nearly all of the fediverse verifies: draft-cavage-http-signatures-12. */
  DRAFT_CAVAGE,
  /** HTTP Message Signatures. */
  RFC_9421;

  /**
   * The headers to add to a request so that it is signed. The client must send {@code Host} as
   * {@link HttpRequestHead#authority()} has it, and the request otherwise as it is given here.
   *
   * @param head with those headers only that are sent; a {@code Content-Type} is signed too where
   *     the scheme's verifiers expect it
   * @param body empty when there is none; then no digest is sent
   * @param now the wall clock's time
   */
  public Map<String, String> sign(
      HttpRequestHead head, byte[] body, URI keyId, SigningKey key, Instant now) {
    return Collections.unmodifiableMap(
        switch (this) {
          case DRAFT_CAVAGE -> DraftCavageSignature.sign(head, body, keyId, key, now);
          case RFC_9421 -> HttpMessageSignature.sign(head, body, keyId, key, now);
        });
  }

  /** The one to try when a server refuses this. */
  public HttpSignatureScheme other() {
    return switch (this) {
      case DRAFT_CAVAGE -> RFC_9421;
      case RFC_9421 -> DRAFT_CAVAGE;
    };
  }
}
