package org.farthing.protocol.transparency;

/** What a key's signatures on notes are, by the byte that C2SP assigned to it. */
public enum NoteKeyType {
  /** Ed25519 over the note's text: a log signs its heads. */
  ED25519(0x01),

  /** Ed25519 over time and text: a witness cosigns a head ({@code cosignature/v1}). */
  COSIGNATURE_V1(0x04);

  private final byte identifier;

  NoteKeyType(int identifier) {
    this.identifier = (byte) identifier;
  }

  byte identifier() {
    return identifier;
  }

  static NoteKeyType of(byte identifier) {
    for (NoteKeyType type : values()) {
      if (type.identifier == identifier) {
        return type;
      }
    }
    throw Lines.malformed("No type of key that is known here: " + identifier);
  }
}
