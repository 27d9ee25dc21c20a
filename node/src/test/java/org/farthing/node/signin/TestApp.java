package org.farthing.node.signin;

import java.io.ByteArrayOutputStream;
import java.time.Instant;

/**
 * An app that shows one-time codes.
 *
 * @param typed the secret, as the page shows it to be typed in
 */
public record TestApp(String typed) {

  /** What it shows, so many steps from now. */
  public String code(int steps) {
    return Totp.code(bytes(typed.replace(" ", "")), Totp.step(Instant.now()) + steps);
  }

  private static byte[] bytes(String base32) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int buffer = 0;
    int bits = 0;
    for (int letter : base32.chars().toArray()) {
      buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter)) & 0xfff;
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.write(buffer >> bits);
      }
    }
    return bytes.toByteArray();
  }
}
