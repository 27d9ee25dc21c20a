package org.farthing.protocol.transparency;

import java.util.List;

/** What known keys make of a note. */
public sealed interface NoteVerdict {

  /**
   * Some of them signed it.
   *
   * @param by each with its signature, in the order of the note; one at least
   */
  record Signed(List<SignedBy> by) implements NoteVerdict {
    public Signed {
      by = List.copyOf(by);
    }
  }

  /** A key and the valid signature that it made. */
  record SignedBy(NoteKey key, NoteSignature signature) {}

  /** None of them signed it: as good as unsigned. */
  record Unsigned() implements NoteVerdict {}

  /** A signature that says it is by this key is not: the whole note is to be refused. */
  record Forged(NoteKey key) implements NoteVerdict {}
}
