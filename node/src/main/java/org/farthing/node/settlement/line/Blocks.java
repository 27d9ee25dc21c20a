package org.farthing.node.settlement.line;

import java.nio.ByteBuffer;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.IntFunction;
import org.farthing.node.flattr.DonorTags;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.LineText;
import org.farthing.protocol.message.StatementPages;
import org.farthing.protocol.settlement.MerkleTree;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a month's lines, which come in order, into the blocks of first statements. Of one thread.
 */
final class Blocks implements Iterator<Block> {

  private final YearMonth period;
  private final Iterator<OwnLine> lines;
  private final IntFunction<DonorTags> tagsOf;
  private final CreatorActors actors;
  private final LineRenderer renderer;
  private final ByteBuffer packed =
      ByteBuffer.allocate(StatementPages.LINES * PackedLines.LINE_BYTES);
  private @Nullable OwnLine next;
  private int peerBefore;
  private int number;

  /**
   * @param lines in order
   * @param tagsOf by peer
   */
  Blocks(
      YearMonth period,
      Origin origin,
      Iterator<OwnLine> lines,
      IntFunction<DonorTags> tagsOf,
      CreatorActors actors) {
    this.period = period;
    this.lines = lines;
    this.tagsOf = tagsOf;
    this.actors = actors;
    this.renderer = new LineRenderer(origin, actors);
    advance();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Block next() {
    OwnLine first = next;
    if (first == null) {
      throw new NoSuchElementException();
    }
    number = first.peer() == peerBefore ? number + 1 : 0;
    peerBefore = first.peer();
    byte[] packedLines = pack(first.peer());
    PackedLines block = PackedLines.of(packedLines);
    actors.know(block);
    MerkleTree tree = new MerkleTree();
    long grossMicros = 0;
    for (int index = 0; index < block.size(); index++) {
      LineText text = renderer.render(block, index);
      tree.add(text.bytes(), text.length());
      grossMicros = Math.addExact(grossMicros, block.micros(index));
    }
    UUID firstFlattr = new UUID(first.idHigh(), first.idLow());
    return new Block(
        new Slot(period, first.peer(), Slot.FIRST_VERSION),
        new Block.Head(number, firstFlattr, block.size(), grossMicros, tree.root()),
        packedLines);
  }

  /** The next lines to the peer, as many as a block holds. */
  private byte[] pack(int peer) {
    DonorTags tags = tagsOf.apply(peer);
    packed.clear();
    for (OwnLine line = next;
        line != null && line.peer() == peer && packed.hasRemaining();
        line = next) {
      PackedLines.put(line, tags.salt(line.idHigh(), line.idLow()), packed);
      advance();
    }
    return Arrays.copyOf(packed.array(), packed.position());
  }

  private void advance() {
    next = lines.hasNext() ? lines.next() : null;
  }
}
