package org.farthing.node.settlement.line;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.farthing.node.flattr.DonorTags;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.LineText;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.settlement.MerkleTree;
import org.jspecify.annotations.Nullable;

/** Makes the blocks of first statements from a month's lines. Safe for use by many threads. */
final class Blocks {

  private final YearMonth period;
  private final Origin origin;
  private final IntFunction<DonorTags> tagsOf;
  private final CreatorActors actors;
  private final Map<UUID, String> corrected;

  /**
   * @param tagsOf by peer; new ones each time, since they are of one thread
   * @param corrected as {@link LineRenderer} asks for; not to be changed
   */
  Blocks(
      YearMonth period,
      Origin origin,
      IntFunction<DonorTags> tagsOf,
      CreatorActors actors,
      Map<UUID, String> corrected) {
    this.period = period;
    this.origin = origin;
    this.tagsOf = tagsOf;
    this.actors = actors;
    this.corrected = corrected;
  }

  /** So many lines to one peer as a block holds, or what is left of them. */
  record Lines(int peer, int number, List<OwnLine> lines) {}

  /** Cuts lines, which come in order, into what makes a block each. */
  static Stream<Lines> cut(Iterator<OwnLine> lines) {
    return StreamSupport.stream(
        Spliterators.spliteratorUnknownSize(
            new Cutting(lines), Spliterator.ORDERED | Spliterator.NONNULL),
        false);
  }

  Block block(Lines lines) {
    byte[] packedLines = pack(lines);
    PackedLines packed = PackedLines.of(packedLines);
    actors.know(packed);
    LineRenderer renderer = new LineRenderer(origin, actors, corrected);
    MerkleTree tree = new MerkleTree();
    long grossMicros = 0;
    for (int index = 0; index < packed.size(); index++) {
      LineText text = renderer.render(packed, index);
      tree.add(text.bytes(), text.length());
      grossMicros = Math.addExact(grossMicros, packed.micros(index));
    }
    OwnLine first = lines.lines().getFirst();
    return new Block(
        new Slot(period, lines.peer(), Slot.FIRST_VERSION),
        new Block.Head(
            lines.number(),
            new UUID(first.idHigh(), first.idLow()),
            packed.size(),
            grossMicros,
            tree.root()),
        packedLines);
  }

  private byte[] pack(Lines lines) {
    DonorTags tags = tagsOf.apply(lines.peer());
    ByteBuffer packed = ByteBuffer.allocate(lines.lines().size() * PackedLines.LINE_BYTES);
    for (OwnLine line : lines.lines()) {
      PackedLines.put(line, tags.salt(line.idHigh(), line.idLow()), packed);
    }
    return packed.array();
  }

  private static final class Cutting implements Iterator<Lines> {

    private final Iterator<OwnLine> lines;
    private @Nullable OwnLine next;
    private int peerBefore;
    private int number;

    Cutting(Iterator<OwnLine> lines) {
      this.lines = lines;
      advance();
    }

    @Override
    public boolean hasNext() {
      return next != null;
    }

    @Override
    public Lines next() {
      OwnLine first = next;
      if (first == null) {
        throw new NoSuchElementException();
      }
      number = first.peer() == peerBefore ? number + 1 : 0;
      peerBefore = first.peer();
      List<OwnLine> some = new ArrayList<>(StatementPages.LINES);
      for (OwnLine line = next;
          line != null && line.peer() == peerBefore && some.size() < StatementPages.LINES;
          line = next) {
        some.add(line);
        advance();
      }
      return new Lines(peerBefore, number, some);
    }

    private void advance() {
      next = lines.hasNext() ? lines.next() : null;
    }
  }
}
