package org.farthing.node.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PartsTest {

  @Test
  void allRowsComeInTheirOrderAndInFewSizes() {
    Set<Integer> sizes = new TreeSet<>();
    for (int number = 0; number < 1_000; number++) {
      List<Integer> rows = IntStream.range(0, number).boxed().toList();

      List<List<Integer>> parts = Parts.of(rows);

      assertThat(parts.stream().flatMap(List::stream)).containsExactlyElementsOf(rows);
      parts.forEach(part -> sizes.add(part.size()));
    }
    assertThat(sizes).hasSize(18).contains(1, 16, 32, 64);
  }
}
