package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What FEDERATION.md promises of the inbox has a test each. */
final class FederationTableTest {

  private static final String HEADER = "| activity | object | effect in our database | test |";
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

  @Test
  void eachLineOfTheInboxTableHasFourCellsAndATestThatExists() throws IOException {
    List<String> rows = rows();

    assertThat(rows).hasSizeGreaterThan(20);
    for (String row : rows) {
      List<String> cells =
          Stream.of(row.substring(1, row.length() - 1).split("\\|")).map(String::strip).toList();
      assertThat(cells).as(row).hasSize(4).doesNotContain("");
      List<String> missing =
          TEST.matcher(cells.getLast())
              .results()
              .filter(it -> !exists(it.group(1), it.group(2)))
              .map(it -> it.group())
              .toList();
      assertThat(missing).as(row).isEmpty();
      assertThat(TEST.matcher(cells.getLast()).find()).as(row).isTrue();
    }
  }

  private static List<String> rows() throws IOException {
    return Files.readAllLines(Path.of("../FEDERATION.md")).stream()
        .dropWhile(line -> !line.equals(HEADER))
        .skip(2)
        .takeWhile(line -> line.startsWith("|"))
        .toList();
  }

  private static boolean exists(String className, String method) {
    return Stream.of("", "federation.", "social.", "api.")
        .flatMap(folder -> methods("org.farthing.node." + folder + className))
        .anyMatch(it -> it.getName().equals(method));
  }

  private static Stream<Method> methods(String className) {
    try {
      return Stream.of(Class.forName(className).getDeclaredMethods());
    } catch (ClassNotFoundException e) {
      return Stream.empty();
    }
  }
}
