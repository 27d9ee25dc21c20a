package org.farthing.protocol.signature;

import java.net.URI;
import java.time.Instant;

/** A signature read from a request, not yet believed. */
public sealed interface HttpSignature permits DraftCavageSignature, HttpMessageSignature {
  HttpSignatureScheme scheme();

  /** The key that the request names. */
  URI keyId();

  /**
   * Checks the signature, the digest of the body, the date, and that all that matters is signed.
   *
   * @param head the request from which this was read
   * @param body empty when there is none
   * @param now the wall clock's time, not a month's calendar
   */
  SignatureVerdict verify(
      HttpRequestHead head, byte[] body, VerificationKey key, Instant now, SignaturePolicy policy);
}
