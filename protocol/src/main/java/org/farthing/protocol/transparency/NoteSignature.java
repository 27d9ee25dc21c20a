package org.farthing.protocol.transparency;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A signature line of a note: {@code — name base64}.
 *
 * @param keyName who signed, by name
 * @param value canonical base64 of the key's id, 4 bytes, and what the key made
 */
public record NoteSignature(String keyName, String value) {
  private static final String DASH = "— ";
  private static final int ID_BYTES = 4;

  public NoteSignature {
    Lines.requireName(keyName);
    if (Lines.bytes(value).length <= ID_BYTES) {
      throw Lines.malformed("A signature has more than its key's id.");
    }
  }

  static NoteSignature of(NoteKey key, byte[] made) {
    ByteBuffer blob = ByteBuffer.allocate(ID_BYTES + made.length);
    blob.putInt(key.id()).put(made);
    return new NoteSignature(key.name(), Lines.base64(blob.array()));
  }

  /**
   * Reads a line without its line feed.
   *
   * @throws org.farthing.protocol.activity.ProtocolException {@code malformed}
   */
  public static NoteSignature read(String line) {
    int space = line.indexOf(' ', DASH.length());
    if (!line.startsWith(DASH) || space < 0) {
      throw Lines.malformed("Not a signature line: a dash, a name, base64.");
    }
    return new NoteSignature(line.substring(DASH.length(), space), line.substring(space + 1));
  }

  /** The first four bytes of a hash: a hint, which proves nothing. */
  int keyId() {
    return ByteBuffer.wrap(Lines.bytes(value)).getInt();
  }

  /** What the key made; a copy. */
  byte[] made() {
    byte[] blob = Lines.bytes(value);
    return Arrays.copyOfRange(blob, ID_BYTES, blob.length);
  }

  /** The line, with its line feed. */
  @Override
  public String toString() {
    return DASH + keyName + ' ' + value + '\n';
  }
}
