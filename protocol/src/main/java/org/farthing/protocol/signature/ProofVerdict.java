package org.farthing.protocol.signature;

/** What checking an object proof came to; {@link #id()} is its stable code. */
public enum ProofVerdict {
  VALID("valid"),
  /** The document carries no proof. */
  MISSING("no_proof"),
  /** The proof cannot be read. */
  MALFORMED("malformed_proof"),
  /** The proof is of another type or cryptosuite. */
  UNSUPPORTED("unsupported_proof"),
  /** The proof is not made for {@code assertionMethod}. */
  WRONG_PURPOSE("wrong_purpose"),
  /** The proof names another key, or the key is not of the suite's kind. */
  WRONG_KEY("wrong_key"),
  /** The proof is dated outside the key's time of use, or not dated. */
  OUTSIDE_KEY_DATES("outside_key_dates"),
  /** The key is revoked: others may have signed with it, and dated it as they like. */
  REVOKED_KEY("revoked_key"),
  /** The signature is not the key's over this document. */
  INVALID("invalid_proof");

  private final String id;

  ProofVerdict(String id) {
    this.id = id;
  }

  public String id() {
    return id;
  }
}
