package org.farthing.protocol.signature;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

/** Values that both schemes carry, read from strangers. */
final class SignatureValues {
  private SignatureValues() {}

  static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedSignature("The key id is no URI");
    }
  }

  static Instant seconds(String text) {
    try {
      return seconds(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw new MalformedSignature("A time is no number of seconds");
    }
  }

  static Instant seconds(long seconds) {
    try {
      return Instant.ofEpochSecond(seconds);
    } catch (DateTimeException e) {
      throw new MalformedSignature("A time is beyond measure");
    }
  }

  static byte[] base64(String text) {
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new MalformedSignature("The signature is not base64");
    }
  }
}
