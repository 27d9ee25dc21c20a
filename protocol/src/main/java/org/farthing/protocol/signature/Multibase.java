package org.farthing.protocol.signature;

import java.math.BigInteger;

/**
 * Bytes as text in base58btc behind multibase's {@code z}, the one base that proofs and Multikeys
 * use. Decoding takes time quadratic in the length, so callers bound it.
 */
final class Multibase {
  private static final String ALPHABET =
      "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

  private Multibase() {}

  static String encode(byte[] bytes) {
    StringBuilder reversed = new StringBuilder();
    BigInteger rest = new BigInteger(1, bytes);
    while (rest.signum() > 0) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      reversed.append(ALPHABET.charAt(parts[1].intValue()));
      rest = parts[0];
    }
    // A leading zero byte has no weight in the number, so each stands as a leading digit 0.
    for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
      reversed.append(ALPHABET.charAt(0));
    }
    return reversed.append('z').reverse().toString();
  }

  /**
   * The bytes of a text of at most {@code maximumLength} characters.
   *
   * @throws IllegalArgumentException when it is longer, or not base58btc
   */
  static byte[] decode(String text, int maximumLength) {
    if (text.length() > maximumLength || !text.startsWith("z")) {
      throw new IllegalArgumentException("Not base58btc, or too long");
    }
    BigInteger number = BigInteger.ZERO;
    int zeros = 0;
    for (int i = 1; i < text.length(); i++) {
      int digit = ALPHABET.indexOf(text.charAt(i));
      if (digit < 0) {
        throw new IllegalArgumentException("Not base58btc");
      }
      number = number.multiply(BASE).add(BigInteger.valueOf(digit));
      zeros += number.signum() == 0 ? 1 : 0;
    }
    byte[] signed = number.toByteArray();
    int from = signed[0] == 0 ? 1 : 0;
    byte[] bytes = new byte[zeros + signed.length - from];
    System.arraycopy(signed, from, bytes, zeros, signed.length - from);
    return bytes;
  }
}
