package org.farthing.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.protocol.settlement.TreeHash;

/**
 * A log's head for somebody who knows an older one, and the proof between them: the request of
 * c2sp.org/tlog-witness, so that a log can hand it to any witness as it is.
 *
 * @param oldSize of the head that is known; 0 for none
 * @param path the consistency proof from it; empty when there is nothing to prove
 * @param head signed by the log
 */
public record HeadUpdate(long oldSize, List<TreeHash> path, SignedNote head) {
  private static final String OLD = "old";

  /** Room for the proof before the note. */
  private static final int MOST_BYTES = SignedNote.MOST_BYTES + (1 << 12);

  public HeadUpdate {
    path = List.copyOf(path);
    if (oldSize < 0) {
      throw Lines.malformed("A tree has no negative size.");
    }
  }

  /**
   * Reads one, whoever signed its head.
   *
   * @throws org.farthing.protocol.activity.ProtocolException {@code malformed}, {@code too_large}
   */
  public static HeadUpdate read(byte[] utf8) {
    String text = Lines.text(utf8, MOST_BYTES);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw Lines.malformed("No empty line between proof and head.");
    }
    List<String> lines = Lines.of(text.substring(0, end + 1));
    return new HeadUpdate(
        Lines.number(OLD, lines.getFirst()),
        Lines.hashes(lines.subList(1, lines.size())),
        SignedNote.read(text.substring(end + 2)));
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(OLD).append(' ').append(oldSize).append('\n');
    Lines.append(out, path);
    return out.append('\n').append(head).toString();
  }
}
