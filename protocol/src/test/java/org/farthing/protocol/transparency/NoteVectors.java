package org.farthing.protocol.transparency;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.Pem;

/**
 * C2SP's examples, our documentation's, and keys that are published and so good for tests alone.
 */
final class NoteVectors {

  /** The key of the W3C's eddsa-jcs-2022 vectors. */
  static final Ed25519SigningKey LOG_KEY =
      Multikey.signingKey("z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq");

  /** The key of RFC 9421, appendix B.1.4. */
  static final Ed25519SigningKey WITNESS_KEY =
      (Ed25519SigningKey)
          Pem.signingKey(
              """
              -----BEGIN PRIVATE KEY-----
              MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
              -----END PRIVATE KEY-----
              """);

  static final NoteSigner LOG = new NoteSigner("alder.example/transparency", LOG_KEY);
  static final NoteSigner WITNESS = new NoteSigner("birch.example/witness", WITNESS_KEY);

  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "transparency");

  private NoteVectors() {}

  static byte[] bytes(String file) {
    try (InputStream in = NoteVectors.class.getResourceAsStream("/vectors/signed-note/" + file)) {
      return Objects.requireNonNull(in, file).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  static String example(String file) {
    try {
      return Files.readString(EXAMPLES.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
