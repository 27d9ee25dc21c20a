package org.farthing.protocol.signature;

/** A public key. Immutable, safe for all threads, equal to every other of the same value. */
public sealed interface VerificationKey permits Ed25519VerificationKey, RsaVerificationKey {
  /** Whether the signature is this key's over the message; false for any bytes that are none. */
  boolean verify(byte[] message, byte[] signature);
}
