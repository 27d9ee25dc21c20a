package org.farthing.node.settlement.line;

import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Gatherers;
import org.farthing.node.flattr.DonorTags;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.MonthOneOffs;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Peers;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.settlement.InclusionProof;

/**
 * The lines of this node's statements. They follow from a split month, the same however often they
 * are derived; they are derived once, when it is split, and kept. Thread-safe.
 */
public final class OwnLines {

  /** Four megabytes in one transaction. */
  private static final int BLOCKS_AT_ONCE = 8;

  /** Blocks that are made at once: enough that one is ready whenever some are stored. */
  private static final int AT_ONCE = 2 * Runtime.getRuntime().availableProcessors();

  private final Origin origin;
  private final byte[] tagSecret;
  private final Peers peers;

  /**
   * @param tagSecret from which donors' tags are derived, never shown
   */
  public OwnLines(Origin origin, byte[] tagSecret, Peers peers) {
    this.origin = origin;
    this.tagSecret = tagSecret.clone();
    this.peers = peers;
  }

  /** Begins to gather the lines of a month, which is to be closed in the end. */
  public MonthLines gather(Transaction tx, YearMonth period) {
    Map<Integer, ActorId> actors = new HashMap<>();
    for (Peer peer : peers.all(tx)) {
      actors.put(peer.id(), peer.actor());
    }
    return new MonthLines(
        LineStore.creatorsElsewhere(tx),
        peer -> DonorTags.of(tagSecret, Objects.requireNonNull(actors.get(peer)), period),
        new LineSort());
  }

  /**
   * Keeps the lines of a month's first statements, in place of what an interrupted attempt has
   * left. Not after one of them is signed.
   */
  public void keep(Database database, YearMonth period, MonthLines lines) {
    database.execute(tx -> LineStore.delete(tx, period));
    CreatorActors actors =
        new CreatorActors(news -> database.read(tx -> LineStore.actors(tx, news)));
    Map<UUID, String> corrected = database.read(tx -> LineStore.corrected(tx, period));
    Blocks blocks = new Blocks(period, origin, lines::newTags, actors, corrected);
    Blocks.cut(lines.sorted())
        .gather(Gatherers.mapConcurrent(AT_ONCE, blocks::block))
        .gather(Gatherers.windowFixed(BLOCKS_AT_ONCE))
        .forEach(some -> database.execute(tx -> LineStore.insert(tx, some)));
  }

  /** What the kept lines of a statement come to. */
  public LineTotals totals(Transaction tx, Slot slot) {
    return LineTotals.of(LineStore.heads(tx, slot));
  }

  /**
   * A page of a statement.
   *
   * @param page from 1 on
   */
  public Optional<LinePage> page(Transaction tx, Slot slot, int page) {
    return LineStore.packed(tx, slot, page - 1)
        .map(packed -> page(tx, slot.period(), PackedLines.of(packed)));
  }

  private LinePage page(Transaction tx, YearMonth period, PackedLines lines) {
    CreatorActors actors = new CreatorActors(news -> LineStore.actors(tx, news));
    actors.know(lines);
    return new LinePage(lines, new LineRenderer(origin, actors, LineStore.corrected(tx, period)));
  }

  /**
   * A line as it stands in a statement.
   *
   * @param proof that it does, for who knows the statement's root
   */
  public record Proven(Slot slot, StatementLine line, InclusionProof proof) {}

  /** The line of a flattr or gift in the newest statement of a month; none when it has none. */
  public Optional<Proven> prove(Transaction tx, YearMonth period, int peer, FlattrId flattr) {
    return LineStore.newest(tx, period, peer).flatMap(slot -> prove(tx, slot, flattr));
  }

  /** The month whose statement makes up for a line that an earlier one left out. */
  public Optional<YearMonth> corrected(Transaction tx, FlattrId flattr) {
    return LineStore.correctedIn(tx, flattr);
  }

  /** What the line of a flattr in a statement gives; none when the statement has no such line. */
  public OptionalLong micros(Transaction tx, Slot slot, FlattrId flattr) {
    OptionalInt block = block(LineStore.heads(tx, slot), flattr);
    if (block.isEmpty()) {
      return OptionalLong.empty();
    }
    PackedLines lines = lines(tx, slot, block.getAsInt());
    OptionalInt index = find(lines, flattr);
    return index.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lines.micros(index.getAsInt()));
  }

  /** The block in which the line of a flattr stands if there is one. */
  private static OptionalInt block(List<Block.Head> heads, FlattrId flattr) {
    return heads.stream()
        .filter(each -> each.firstFlattr().toString().compareTo(flattr.toString()) <= 0)
        .mapToInt(Block.Head::number)
        .max();
  }

  private static PackedLines lines(Transaction tx, Slot slot, int block) {
    return PackedLines.of(LineStore.packed(tx, slot, block).orElseThrow());
  }

  private static OptionalInt find(PackedLines lines, FlattrId flattr) {
    return lines.find(
        flattr.uuid().getMostSignificantBits(), flattr.uuid().getLeastSignificantBits());
  }

  private Optional<Proven> prove(Transaction tx, Slot slot, FlattrId flattr) {
    List<Block.Head> heads = LineStore.heads(tx, slot);
    OptionalInt head = block(heads, flattr);
    if (head.isEmpty()) {
      return Optional.empty();
    }
    int block = head.getAsInt();
    PackedLines lines = lines(tx, slot, block);
    OptionalInt index = find(lines, flattr);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    LinePage page = page(tx, slot.period(), lines);
    InclusionProof proof =
        InclusionProof.inBlocks(
            heads.stream().map(Block.Head::root).toList(),
            block,
            page.leafHashes(),
            index.getAsInt(),
            heads.stream().limit(block).mapToLong(Block.Head::lines).sum() + index.getAsInt(),
            heads.stream().mapToLong(Block.Head::lines).sum());
    return Optional.of(new Proven(slot, page.line(index.getAsInt()), proof));
  }

  /**
   * Derives the lines of a month's first statements anew and compares them with those that are
   * kept.
   *
   * @param differs told of each statement that is not what it should be, and why
   */
  public void compare(Transaction tx, YearMonth period, BiConsumer<Slot, String> differs) {
    try (MonthLines lines = gather(tx, period)) {
      new MonthShares(origin).each(tx, period, lines::add);
      MonthOneOffs.each(tx, period, lines::add);
      CreatorActors actors = new CreatorActors(news -> LineStore.actors(tx, news));
      Map<UUID, String> corrected = LineStore.corrected(tx, period);
      Blocks blocks = new Blocks(period, origin, lines::newTags, actors, corrected);
      new BlockComparison(tx, period, differs)
          .compare(Blocks.cut(lines.sorted()).map(blocks::block).iterator());
    }
  }
}
