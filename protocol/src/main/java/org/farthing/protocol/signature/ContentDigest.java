package org.farthing.protocol.signature;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.ByteSequenceItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;

/**
 * The digest of a body in a header, so that a signature over headers covers it: {@code
 * Content-Digest} (RFC 9530) and its forerunner {@code Digest} (RFC 3230). Known are SHA-256 and
 * SHA-512; of a header that gives several, one must be known and all known ones must be right.
 */
public final class ContentDigest {
  private ContentDigest() {}

  /** The value of {@code Content-Digest}. */
  public static String of(byte[] body) {
    return "sha-256=:" + Base64.getEncoder().encodeToString(Digests.sha256(body)) + ":";
  }

  /** The value of the older {@code Digest}. */
  public static String legacyOf(byte[] body) {
    return "SHA-256=" + Base64.getEncoder().encodeToString(Digests.sha256(body));
  }

  /** Whether a {@code Content-Digest} is this body's; false for anything unreadable. */
  public static boolean matches(String header, byte[] body) {
    boolean known = false;
    try {
      for (Map.Entry<String, ListElement<?>> entry :
          Parser.parseDictionary(header).get().entrySet()) {
        Optional<byte[]> expected = digest(entry.getKey(), body);
        if (expected.isEmpty()) {
          continue;
        }
        if (!(entry.getValue() instanceof ByteSequenceItem item)
            || !MessageDigest.isEqual(expected.get(), item.get().array())) {
          return false;
        }
        known = true;
      }
    } catch (ParseException e) {
      return false;
    }
    return known;
  }

  /** Whether an older {@code Digest} is this body's; false for anything unreadable. */
  public static boolean legacyMatches(String header, byte[] body) {
    boolean known = false;
    for (String part : header.split(",", -1)) {
      int equals = part.indexOf('=');
      String algorithm = equals < 0 ? "" : part.substring(0, equals).strip();
      Optional<byte[]> expected = digest(algorithm.toLowerCase(Locale.ROOT), body);
      if (expected.isEmpty()) {
        continue;
      }
      String given = part.substring(equals + 1).strip();
      // Compared as text: base64 has one form, and a lenient decoder would take others.
      byte[] text = given.getBytes(StandardCharsets.UTF_8);
      if (!MessageDigest.isEqual(Base64.getEncoder().encode(expected.get()), text)) {
        return false;
      }
      known = true;
    }
    return known;
  }

  private static Optional<byte[]> digest(String algorithm, byte[] body) {
    return switch (algorithm) {
      case "sha-256" -> Optional.of(Digests.sha256(body));
      case "sha-512" -> Optional.of(Digests.sha512(body));
      default -> Optional.empty();
    };
  }
}
