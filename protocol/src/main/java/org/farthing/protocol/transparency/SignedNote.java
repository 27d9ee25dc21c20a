package org.farthing.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ProtocolException;

/**
 * A text and the signatures under it (c2sp.org/signed-note). Nothing of the text is to be believed
 * before {@link #judge} says who signed it.
 *
 * @param text ends with a line feed
 * @param signatures one at least
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
  /** The largest note that is read, in bytes. */
  public static final int MOST_BYTES = 1 << 17;

  /** C2SP asks for 16 at least. */
  public static final int MOST_SIGNATURES = 64;

  public SignedNote {
    signatures = List.copyOf(signatures);
    Lines.requirePlain(text);
    if (!text.endsWith("\n")) {
      throw Lines.malformed("A note's text ends with a line feed.");
    }
    if (signatures.isEmpty()) {
      throw Lines.malformed("A note has a signature.");
    }
    if (signatures.size() > MOST_SIGNATURES) {
      throw new ProtocolException("too_large", "More than " + MOST_SIGNATURES + " signatures.");
    }
  }

  /**
   * Reads a note, whoever signed it.
   *
   * @throws ProtocolException {@code malformed}, {@code too_large}
   */
  public static SignedNote read(byte[] utf8) {
    return read(Lines.text(utf8, MOST_BYTES));
  }

  static SignedNote read(String note) {
    // The text may hold empty lines: the last one ends it.
    int end = note.lastIndexOf("\n\n");
    if (end < 0) {
      throw Lines.malformed("No empty line between text and signatures.");
    }
    List<NoteSignature> signatures = new ArrayList<>();
    for (String line : Lines.of(note.substring(end + 2))) {
      if (signatures.size() == MOST_SIGNATURES) {
        throw new ProtocolException("too_large", "More than " + MOST_SIGNATURES + " signatures.");
      }
      signatures.add(NoteSignature.read(line));
    }
    return new SignedNote(note.substring(0, end + 1), signatures);
  }

  /** The same text with one more signature. */
  public SignedNote with(NoteSignature signature) {
    List<NoteSignature> more = new ArrayList<>(signatures);
    more.add(signature);
    return new SignedNote(text, more);
  }

  /** Who of the known keys signed this. Signatures of others say nothing. */
  public NoteVerdict judge(Collection<NoteKey> known) {
    List<NoteVerdict.SignedBy> by = new ArrayList<>();
    for (NoteSignature signature : signatures) {
      Optional<NoteKey> key = known.stream().filter(each -> each.isNamedBy(signature)).findFirst();
      if (key.isPresent() && !key.get().verifies(text, signature)) {
        return new NoteVerdict.Forged(key.get());
      }
      key.ifPresent(it -> by.add(new NoteVerdict.SignedBy(it, signature)));
    }
    return by.isEmpty() ? new NoteVerdict.Unsigned() : new NoteVerdict.Signed(by);
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  /** The note as it is sent. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(text).append('\n');
    signatures.forEach(out::append);
    return out.toString();
  }
}
