package org.farthing.protocol.transparency;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.TreeHash;

/**
 * Shows, without asking anybody, that a leaf is in a log whose head others have seen
 * (c2sp.org/tlog-proof).
 *
 * @param index the leaf's place, from 0
 * @param path the hashes beside the way from the leaf up to the root
 * @param head signed by the log, best with cosignatures
 */
public record LogProof(long index, List<TreeHash> path, SignedNote head) {
  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
  private static final String INDEX = "index";
  private static final String EXTRA = "extra ";

  /** Room for the proof before the note. */
  private static final int MOST_BYTES = SignedNote.MOST_BYTES + (1 << 14);

  public LogProof {
    path = List.copyOf(path);
    if (index < 0) {
      throw Lines.malformed("A leaf's place is counted from 0.");
    }
  }

  /**
   * Reads one, whoever signed its head. Extra data is passed over: nothing vouches for it.
   *
   * @throws org.farthing.protocol.activity.ProtocolException {@code malformed}, {@code too_large}
   */
  public static LogProof read(byte[] utf8) {
    String text = Lines.text(utf8, MOST_BYTES);
    int end = text.indexOf("\n\n");
    if (end < 0) {
      throw Lines.malformed("No empty line between proof and head.");
    }
    List<String> lines = Lines.of(text.substring(0, end + 1));
    int at = lines.size() > 1 && lines.get(1).startsWith(EXTRA) ? 2 : 1;
    if (!lines.getFirst().equals(FIRST_LINE) || lines.size() <= at) {
      throw Lines.malformed("Does not begin with " + FIRST_LINE + " and an index.");
    }
    return new LogProof(
        Lines.number(INDEX, lines.get(at)),
        Lines.hashes(lines.subList(at + 1, lines.size())),
        SignedNote.read(text.substring(end + 2)));
  }

  /**
   * Whether the leaf stands in the tree of the head; who signed the head is {@link
   * SignedNote#judge}'s to say.
   *
   * @throws org.farthing.protocol.activity.ProtocolException when the head is none
   */
  public boolean proves(TreeHash leafHash) {
    Checkpoint tree = Checkpoint.read(head.text());
    return index < tree.size()
        && new InclusionProof(index, tree.size(), path).verifies(leafHash, tree.root());
  }

  public byte[] bytes() {
    return toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
    out.append(INDEX).append(' ').append(index).append('\n');
    Lines.append(out, path);
    return out.append('\n').append(head).toString();
  }
}
