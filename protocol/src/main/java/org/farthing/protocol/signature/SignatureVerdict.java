package org.farthing.protocol.signature;

/** What checking an HTTP signature came to; {@link #id()} is its stable code. */
public enum SignatureVerdict {
  VALID("valid"),
  /** The request carries no signature. */
  NO_SIGNATURE("no_signature"),
  /** The signature, or a part of the request that it covers, cannot be read. */
  MALFORMED("malformed_signature"),
  /** The algorithm is none of ours. */
  UNSUPPORTED("unsupported_algorithm"),
  /** The algorithm is not one for this kind of key. */
  WRONG_KEY("wrong_key"),
  /** The signature leaves out a part of the request that must be signed. */
  NOT_COVERED("not_covered"),
  /** The request was made for another host. */
  WRONG_HOST("wrong_host"),
  /** The signature is too old, or past the end that it sets itself. */
  EXPIRED("expired"),
  /** The signature is dated later than clocks may differ. */
  IN_FUTURE("in_future"),
  /** The body is not the one whose digest was signed. */
  WRONG_DIGEST("wrong_digest"),
  /** The signature is not the key's over this request. */
  INVALID("invalid_signature");

  private final String id;

  SignatureVerdict(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
