package org.farthing.protocol.signature;

/** A private key. Immutable, safe for all threads; its text shows the public half only. */
public sealed interface SigningKey permits Ed25519SigningKey, RsaSigningKey {
  byte[] sign(byte[] message);

  VerificationKey verificationKey();
}
