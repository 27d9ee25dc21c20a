package org.farthing.node.settlement.line;

import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import org.farthing.node.platform.database.Transaction;

/** Compares derived blocks of a month's first statements with those that are kept. */
final class BlockComparison {

  private final Transaction tx;
  private final YearMonth period;
  private final BiConsumer<Slot, String> differs;
  private final Map<Integer, Integer> derivedOf = new HashMap<>();

  BlockComparison(Transaction tx, YearMonth period, BiConsumer<Slot, String> differs) {
    this.tx = tx;
    this.period = period;
    this.differs = differs;
  }

  void compare(Iterator<Block> derived) {
    while (derived.hasNext()) {
      Block block = derived.next();
      derivedOf.merge(block.slot().peer(), 1, Integer::sum);
      compare(block);
    }
    LineStore.blocksOf(tx, period)
        .forEach(
            (peer, kept) -> {
              int due = derivedOf.getOrDefault(peer, 0);
              if (kept != due) {
                differs.accept(
                    new Slot(period, peer, Slot.FIRST_VERSION),
                    "%d blocks are kept, and %d derived".formatted(kept, due));
              }
            });
  }

  private void compare(Block derived) {
    Slot slot = derived.slot();
    int number = derived.head().number();
    Block block = LineStore.block(tx, slot, number).orElse(null);
    if (block == null) {
      differs.accept(slot, "block %d is not kept".formatted(number));
      return;
    }
    if (!derived.head().equals(block.head())) {
      differs.accept(
          slot, "block %d: derived %s, kept %s".formatted(number, derived.head(), block.head()));
    }
    int place = Arrays.mismatch(derived.packed(), block.packed());
    if (place >= 0) {
      differs.accept(
          slot,
          "block %d: line %d is not as derived".formatted(number, place / PackedLines.LINE_BYTES));
    }
  }
}
