package org.farthing.protocol.signature;

import java.security.SecureRandom;

/** Keys for tests; the RSA pair is made once, since that takes a tenth of a second. */
final class Keys {
  static final Ed25519SigningKey ED25519 = Ed25519SigningKey.generate(new SecureRandom());
  static final RsaSigningKey RSA = RsaSigningKey.generate(new SecureRandom());

  private Keys() {}
}
