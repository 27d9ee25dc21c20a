package org.farthing.protocol.transparency;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.json.CanonicalJson;

/**
 * The digest of a seal: SHA-256 of a text, first the salt in hexadecimal, then the canonical JSON
 * of each transfer, each on a line of its own. So {@code sha256sum} can check it.
 *
 * <p>Mutable and of one thread; worthless once {@link #finish} was called.
 */
public final class SealDigest {
  /** Of the salt; as many as the digest has, so that guessing is hopeless. */
  public static final int SALT_BYTES = 32;

  private final MessageDigest sha256 = Sha256.newDigest();
  private long transfers;

  public SealDigest(byte[] salt) {
    if (salt.length != SALT_BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes, not " + salt.length);
    }
    line(HexFormat.of().formatHex(salt).getBytes(StandardCharsets.US_ASCII));
  }

  /** Takes in the next transfer, in ascending sequence. */
  public void add(JsonObject transfer) {
    line(CanonicalJson.of(transfer));
    transfers++;
  }

  private void line(byte[] bytes) {
    sha256.update(bytes);
    sha256.update((byte) '\n');
  }

  /** How many were taken in. */
  public long transfers() {
    return transfers;
  }

  /** 64 lower-case hexadecimal digits. */
  public String finish() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
