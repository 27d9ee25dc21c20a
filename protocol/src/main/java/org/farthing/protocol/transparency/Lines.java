package org.farthing.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.settlement.TreeHash;

/** The one spelling that each kind of line has in notes and proofs. */
final class Lines {
  /** C2SP allows a witness no more; a tree of 2^63 leaves needs no more. */
  static final int MOST_HASHES = 63;

  private static final int LONGEST_NAME = 255;
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

  private Lines() {}

  static ProtocolException malformed(String fault) {
    return new ProtocolException("malformed", fault);
  }

  /** The text of strictly valid UTF-8 that holds no control character but the line feed. */
  static String text(byte[] utf8, int most) {
    if (utf8.length > most) {
      throw new ProtocolException("too_large", "More than " + most + " bytes.");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
      requirePlain(text);
      return text;
    } catch (CharacterCodingException _) {
      throw malformed("Not UTF-8.");
    }
  }

  static void requirePlain(String text) {
    if (text.chars().anyMatch(c -> c < ' ' && c != '\n')) {
      throw malformed("A control character other than the line feed.");
    }
  }

  /** A key's name, or a log's origin: no space of any kind, no plus. */
  static void requireName(String name) {
    boolean fits =
        !name.isEmpty()
            && name.length() <= LONGEST_NAME
            && name.codePoints()
                .noneMatch(
                    c ->
                        c < ' '
                            || c == '+'
                            || Character.isSpaceChar(c)
                            || Character.isWhitespace(c));
    if (!fits) {
      throw malformed("No name of a key: up to 255 characters without spaces and plus.");
    }
  }

  /** A count without leading zeroes, of 18 digits at most. */
  static long number(String line) {
    if (!NUMBER.matcher(line).matches()) {
      throw malformed("Not a number without leading zeroes: " + line);
    }
    return Long.parseLong(line);
  }

  /** The number after a word and a space. */
  static long number(String word, String line) {
    if (!line.startsWith(word + " ")) {
      throw malformed("Not a line that begins with " + word + ".");
    }
    return number(line.substring(word.length() + 1));
  }

  static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  /** Only the one canonical spelling: padded, and without stray bits. */
  static byte[] bytes(String base64) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      if (base64(bytes).equals(base64)) {
        return bytes;
      }
    } catch (IllegalArgumentException _) {
      // Said below, like any other spelling.
    }
    throw malformed("Not canonical base64.");
  }

  static TreeHash hash(String base64) {
    byte[] bytes = bytes(base64);
    if (bytes.length != Sha256.BYTES) {
      throw malformed("A hash has 32 bytes.");
    }
    return TreeHash.of(bytes);
  }

  static List<TreeHash> hashes(List<String> lines) {
    if (lines.size() > MOST_HASHES) {
      throw new ProtocolException("too_large", "More than " + MOST_HASHES + " hashes.");
    }
    return lines.stream().map(Lines::hash).toList();
  }

  static void append(StringBuilder out, List<TreeHash> hashes) {
    hashes.forEach(hash -> out.append(base64(hash.bytes())).append('\n'));
  }

  /** The lines of a text that ends with a line feed; one at least. */
  static List<String> of(String text) {
    if (!text.endsWith("\n")) {
      throw malformed("Does not end with a line feed.");
    }
    List<String> lines = new ArrayList<>();
    for (int from = 0; from < text.length(); ) {
      int end = text.indexOf('\n', from);
      lines.add(text.substring(from, end));
      from = end + 1;
    }
    return lines;
  }
}
