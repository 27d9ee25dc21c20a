package org.farthing.node.settlement.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.StatementPages;
import org.junit.jupiter.api.Test;

/** What a line takes on the wire: the bound of issue 3, and the figure in the documentation. */
final class LinePageSizeTest {

  private static final int MOST_BYTES_A_LINE = 120;

  /** As docs/protocol/messages.md says it. */
  private static final double DOCUMENTED = 75;

  private static final int DONORS = 2_000;
  private static final int CREATORS = 500;
  private static final int GIFTS_IN = 50;
  private static final long OCTOBER = 1_790_812_800_000L;
  private static final long MONTH_MILLIS = 31L * 24 * 60 * 60 * 1_000;

  @Test
  void lineOfAFullPageTakesNoMoreOnTheWireThanIsAskedFor() {
    long seed = new SplittableRandom().nextLong();
    SplittableRandom random = new SplittableRandom(seed);

    int bytes = page(random).gzip().length;

    double each = (double) bytes / StatementPages.LINES;
    assertThat(each).as("bytes a line, seed %d", seed).isLessThanOrEqualTo(MOST_BYTES_A_LINE);
    assertThat(each).as("as documented, seed %d", seed).isBetween(DOCUMENTED - 5, DOCUMENTED + 5);
  }

  /** A page of a big pair of nodes: flattrs of a month, with some gifts. */
  private static LinePage page(SplittableRandom random) {
    long[][] tags = longs(random, DONORS);
    long[] shares = random.longs(DONORS, 20_000, 2_000_000).toArray();
    List<OwnLine> lines =
        Stream.generate(() -> line(random, tags, shares))
            .limit(StatementPages.LINES)
            .sorted()
            .toList();
    ByteBuffer packed = ByteBuffer.allocate(lines.size() * PackedLines.LINE_BYTES);
    for (OwnLine line : lines) {
      byte[] salt = new byte[PackedLines.TAG_BYTES];
      random.nextBytes(salt);
      PackedLines.put(line, salt, packed);
    }
    CreatorActors actors =
        new CreatorActors(
            news ->
                news.stream()
                    .collect(
                        Collectors.toMap(
                            row -> row, row -> "https://birch.example/users/creator" + row)));
    PackedLines kept = PackedLines.of(packed.array());
    actors.know(kept);
    return new LinePage(
        kept, new LineRenderer(Origin.of("https://alder.example"), actors, Map.of()));
  }

  /** Its id is of version 7, its tag and salt are random, as the node makes them. */
  private static OwnLine line(SplittableRandom random, long[][] tags, long[] shares) {
    int donor = random.nextInt(DONORS);
    long millis = OCTOBER + random.nextLong(MONTH_MILLIS);
    boolean gift = random.nextInt(GIFTS_IN) == 0;
    return new OwnLine(
        1,
        millis << 16 | 0x7000 | random.nextInt(1 << 12),
        0x8000_0000_0000_0000L | random.nextLong() >>> 2,
        random.nextInt(CREATORS),
        tags[donor][0],
        tags[donor][1],
        gift
            ? PackedLines.oneOff(1_000_000L * (1 + random.nextInt(20)))
            : shares[donor] + random.nextInt(2));
  }

  private static long[][] longs(SplittableRandom random, int count) {
    return Stream.generate(() -> new long[] {random.nextLong(), random.nextLong()})
        .limit(count)
        .toArray(long[][]::new);
  }
}
