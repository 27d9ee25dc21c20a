package org.farthing.node.settlement.line;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.farthing.protocol.message.LineText;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.MerkleTree;
import org.farthing.protocol.settlement.TreeHash;

/** A page of lines of ours, as the creditor gets it. Of one thread. */
public final class LinePage {

  private final PackedLines lines;
  private final LineRenderer renderer;

  LinePage(PackedLines lines, LineRenderer renderer) {
    this.lines = lines;
    this.renderer = renderer;
  }

  /** The page as newline-delimited JSON. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all bytes", e);
    }
    return out.toByteArray();
  }

  /** The same, compressed. */
  public byte[] gzip() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (FastGzip gzip = new FastGzip(out)) {
      write(gzip);
    } catch (IOException e) {
      throw new UncheckedIOException("an array takes all bytes", e);
    }
    return out.toByteArray();
  }

  private void write(OutputStream out) throws IOException {
    for (int index = 0; index < lines.size(); index++) {
      LineText text = renderer.render(lines, index);
      out.write(text.bytes(), 0, text.length());
      out.write('\n');
    }
  }

  StatementLine line(int index) {
    LineText text = renderer.render(lines, index);
    return StatementLine.parse(text.bytes(), 0, text.length());
  }

  List<TreeHash> leafHashes() {
    return IntStream.range(0, lines.size())
        .mapToObj(
            index -> {
              LineText text = renderer.render(lines, index);
              return MerkleTree.leafHash(text.bytes(), text.length());
            })
        .toList();
  }

  /** Two thirds of a line are random: more effort saves a tenth and takes twice as long. */
  private static final class FastGzip extends GZIPOutputStream {

    FastGzip(OutputStream out) throws IOException {
      super(out, 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
