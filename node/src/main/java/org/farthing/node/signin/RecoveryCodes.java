package org.farthing.node.signin;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.farthing.protocol.Sha256;

/** Codes of 74 random bits, each for one time when the second factor is not at hand. */
final class RecoveryCodes {

  private static final int COUNT = 10;
  private static final int LETTERS = 15;
  private static final int GROUP = 5;

  /** None of them is taken for another. */
  private static final String ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789";

  private static final SecureRandom RANDOM = new SecureRandom();

  private RecoveryCodes() {}

  static List<String> fresh() {
    return Stream.generate(RecoveryCodes::one).limit(COUNT).toList();
  }

  private static String one() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < LETTERS; i++) {
      if (i > 0 && i % GROUP == 0) {
        code.append('-');
      }
      code.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /** However it is typed: with hyphens, spaces and capitals or without. */
  static byte[] hash(String code) {
    String bare = code.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    return Sha256.newDigest().digest(bare.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether somebody has typed one of these, and no code of an app. */
  static boolean isOne(String typed) {
    return typed.replaceAll("[^A-Za-z0-9]", "").length() == LETTERS;
  }
}
