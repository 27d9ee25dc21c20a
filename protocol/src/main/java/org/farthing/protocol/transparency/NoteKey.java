package org.farthing.protocol.transparency;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.KeyRefused;

/**
 * A key that notes are checked with. Name and {@linkplain #id id} together say which one a
 * signature is by.
 *
 * @param name without spaces and plus, best a URL without its scheme
 */
public record NoteKey(String name, NoteKeyType type, Ed25519VerificationKey key) {
  private static final int TIME_BYTES = Long.BYTES;
  private static final long LATEST_SECOND = Instant.MAX.getEpochSecond();

  public NoteKey {
    Lines.requireName(name);
  }

  /** The first four bytes of the SHA-256 of name, line feed, type and key. */
  public int id() {
    MessageDigest sha256 = Sha256.newDigest();
    sha256.update((name + "\n").getBytes(StandardCharsets.UTF_8));
    sha256.update(type.identifier());
    return ByteBuffer.wrap(sha256.digest(key.encoded())).getInt();
  }

  /** Whether a signature says that it is by this key. */
  public boolean isNamedBy(NoteSignature signature) {
    return signature.keyName().equals(name) && signature.keyId() == id();
  }

  /** Whether this key made that signature of a note's text. */
  public boolean verifies(String text, NoteSignature signature) {
    byte[] made = signature.made();
    if (!isNamedBy(signature)) {
      return false;
    }
    return switch (type) {
      case ED25519 -> key.verify(text.getBytes(StandardCharsets.UTF_8), made);
      case COSIGNATURE_V1 ->
          timeOf(signature)
              .map(time -> cosigned(time, text))
              .filter(
                  message -> key.verify(message, Arrays.copyOfRange(made, TIME_BYTES, made.length)))
              .isPresent();
    };
  }

  /** When a cosignature says it was made; empty for other signatures, and for times unheard of. */
  public Optional<Instant> timeOf(NoteSignature signature) {
    byte[] made = signature.made();
    if (type != NoteKeyType.COSIGNATURE_V1 || made.length <= TIME_BYTES) {
      return Optional.empty();
    }
    long seconds = ByteBuffer.wrap(made).getLong();
    return seconds < 0 || seconds > LATEST_SECOND
        ? Optional.empty()
        : Optional.of(Instant.ofEpochSecond(seconds));
  }

  /** What a witness signs. */
  static byte[] cosigned(Instant time, String text) {
    return "cosignature/v1\ntime %d\n%s"
        .formatted(time.getEpochSecond(), text)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The key as a line for others' configuration: a C2SP <i>vkey</i>. */
  @Override
  public String toString() {
    byte[] encoded = key.encoded();
    ByteBuffer typed = ByteBuffer.allocate(1 + encoded.length).put(type.identifier()).put(encoded);
    return name + "+" + HexFormat.of().toHexDigits(id()) + "+" + Lines.base64(typed.array());
  }

  /**
   * Reads a vkey.
   *
   * @throws org.farthing.protocol.activity.ProtocolException {@code malformed}
   */
  public static NoteKey parse(String vkey) {
    String[] parts = vkey.split("\\+", 3);
    if (parts.length < 3) {
      throw Lines.malformed("Not a key: name, id and base64, with plus between them.");
    }
    byte[] typed = Lines.bytes(parts[2]);
    if (typed.length == 0) {
      throw Lines.malformed("No type of key.");
    }
    try {
      NoteKey key =
          new NoteKey(
              parts[0],
              NoteKeyType.of(typed[0]),
              Ed25519VerificationKey.of(Arrays.copyOfRange(typed, 1, typed.length)));
      if (key.toString().equals(vkey)) {
        return key;
      }
    } catch (KeyRefused e) {
      throw Lines.malformed(String.valueOf(e.getMessage()));
    }
    throw Lines.malformed("The key's id is not that of its name, type and key.");
  }
}
