package org.farthing.protocol.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The files beside the documentation are what is made here, byte for byte, and the pages show them.
 * With {@code -Dfarthing.examples=write} both are written anew first.
 */
final class ExampleFilesTest {
  private static final Path DOCS = Path.of("..", "docs", "protocol");
  private static final boolean WRITE = "write".equals(System.getProperty("farthing.examples"));

  @Test
  void eachFileIsWhatIsMadeAndNoneIsLeftOver() throws IOException {
    Map<String, String> made = ExampleFiles.all();
    if (WRITE) {
      write(made);
    }

    assertThat(files("examples", "signed")).containsExactlyInAnyOrderEntriesOf(made);
  }

  @Test
  void thePagesShowWhatTheFilesHave() throws IOException {
    Map<String, String> made = ExampleFiles.all();
    for (String name : new String[] {"README.md", "messages.md"}) {
      Path file = DOCS.resolve(name);
      String page = Files.readString(file);
      String filled = ShownExamples.filled(page, made);
      if (WRITE) {
        Files.writeString(file, filled);
      }

      assertThat(WRITE ? filled : page).as(name).isEqualTo(filled);
    }
  }

  private static void write(Map<String, String> made) throws IOException {
    for (var file : made.entrySet()) {
      Path path = DOCS.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    for (String name : files("examples", "signed").keySet()) {
      if (!made.containsKey(name)) {
        Files.delete(DOCS.resolve(name));
      }
    }
  }

  private static Map<String, String> files(String... folders) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String folder : folders) {
      try (Stream<Path> paths = Files.list(DOCS.resolve(folder))) {
        paths
            .filter(path -> !path.toString().endsWith(".py"))
            .forEach(path -> files.put(folder + "/" + path.getFileName(), text(path)));
      }
    }
    return files;
  }

  private static String text(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
