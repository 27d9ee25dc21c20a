package org.farthing.protocol.transparency;

import java.util.List;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.settlement.TreeHash;

/**
 * A log's head (c2sp.org/tlog-checkpoint): the text of a note that the log signs.
 *
 * @param origin names the log, for ever
 * @param size how many leaves its tree has
 * @param root of the tree
 * @param extensions lines of which nothing is known here; none in our own
 */
public record Checkpoint(String origin, long size, TreeHash root, List<String> extensions) {
  private static final int MOST_EXTENSIONS = 16;
  private static final int LINES = 3;

  public Checkpoint {
    extensions = List.copyOf(extensions);
    Lines.requirePlain(origin);
    if (origin.isEmpty() || origin.indexOf('\n') >= 0) {
      throw Lines.malformed("A log's origin is a line.");
    }
    if (size < 0) {
      throw Lines.malformed("A tree has no negative size.");
    }
    if (extensions.size() > MOST_EXTENSIONS) {
      throw new ProtocolException("too_large", "More than " + MOST_EXTENSIONS + " extensions.");
    }
    extensions.forEach(Checkpoint::requireLine);
  }

  /** A head without extensions. */
  public Checkpoint(String origin, long size, TreeHash root) {
    this(origin, size, root, List.of());
  }

  private static void requireLine(String extension) {
    Lines.requirePlain(extension);
    if (extension.isEmpty() || extension.indexOf('\n') >= 0) {
      throw Lines.malformed("An extension is a line.");
    }
  }

  /**
   * Reads the text of a note.
   *
   * @throws ProtocolException {@code malformed}, {@code too_large}
   */
  public static Checkpoint read(String text) {
    List<String> lines = Lines.of(text);
    if (lines.size() < LINES) {
      throw Lines.malformed("A head has three lines: origin, size, root.");
    }
    return new Checkpoint(
        lines.get(0),
        Lines.number(lines.get(1)),
        Lines.hash(lines.get(2)),
        lines.subList(LINES, lines.size()));
  }

  /** The text to sign. */
  public String text() {
    StringBuilder out = new StringBuilder();
    out.append(origin).append('\n');
    out.append(size).append('\n');
    out.append(Lines.base64(root.bytes())).append('\n');
    extensions.forEach(line -> out.append(line).append('\n'));
    return out.toString();
  }

  /** Signed by the log, in whose name it stands. */
  public SignedNote signedBy(NoteSigner log) {
    return new SignedNote(text(), List.of(log.sign(text())));
  }
}
