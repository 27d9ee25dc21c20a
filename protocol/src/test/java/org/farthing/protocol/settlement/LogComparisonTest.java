package org.farthing.protocol.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.message.FlattrCheckpoint;
import org.farthing.protocol.message.LogEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a checkpoint says to who holds a copy of the log, and when one is offered. */
class LogComparisonTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0, SAME",
    "3, 3, SAME",
    "0, 3, BEHIND",
    "2, 3, BEHIND",
    "3, 2, AHEAD",
    "3, 0, AHEAD"
  })
  void tellsWhoHoldsMore(int held, int offered, LogComparison expected) {
    assertThat(LogComparison.of(log(held, "a"), checkpoint(log(offered, "a")))).isEqualTo(expected);
  }

  @Test
  void tellsTwoLogsOfOneLengthApart() {
    assertThat(LogComparison.of(log(3, "a"), checkpoint(log(3, "b"))))
        .isEqualTo(LogComparison.FORKED);
  }

  @Test
  void anEntryHasItsPlaceItsKindAndItsLikeInItsLeaf() {
    LogEntry receipt = receipt(7, "a");
    LogEntry undo = new LogEntry(8, LogEntry.Kind.UNDO, receipt.flattr(), null, Pair.NOVEMBER);

    assertThat(new String(receipt.canonicalBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"digest":"%s","flattr":"https://alder.example/flattrs/7a","kind":"receipt",\
            "period":"2026-11","sequence":7}\
            """
                .formatted(Pair.DIGEST));
    assertThat(new String(undo.canonicalBytes(), StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"flattr":"https://alder.example/flattrs/7a","kind":"undo",\
            "period":"2026-11","sequence":8}\
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-09T00:00:00Z, 2026-11-09T23:59:59Z, false",
    "2026-11-09T23:59:59Z, 2026-11-10T00:00:00Z, true",
    "2026-11-09T12:00:00Z, 2026-12-24T12:00:00Z, true"
  })
  void aCheckpointIsDueOnTheDayAfterTheFirstEntryThatNoneCovers(
      Instant since, Instant now, boolean due) {
    assertThat(CheckpointSchedule.isDue(Optional.of(since), now)).isEqualTo(due);
    assertThat(since.isBefore(CheckpointSchedule.startOfDay(now))).isEqualTo(due);
  }

  @Test
  void noCheckpointIsDueWhenNothingHasChanged() {
    assertThat(CheckpointSchedule.isDue(Optional.empty(), FlattrFixtures.IN_TIME)).isFalse();
  }

  private static TreeState log(int entries, String which) {
    MerkleTree tree = new MerkleTree();
    for (int sequence = 1; sequence <= entries; sequence++) {
      tree.add(receipt(sequence, which).canonicalBytes());
    }
    return tree.state();
  }

  private static LogEntry receipt(long sequence, String which) {
    return new LogEntry(
        sequence,
        LogEntry.Kind.RECEIPT,
        ActivityId.of("https://alder.example/flattrs/" + sequence + which),
        Pair.DIGEST,
        Pair.NOVEMBER);
  }

  private static FlattrCheckpoint checkpoint(TreeState log) {
    return new FlattrCheckpoint(
        Pair.NOVEMBER, Pair.ALDER, Pair.BIRCH, log.size(), new MerkleTree(log).root().toString());
  }
}
