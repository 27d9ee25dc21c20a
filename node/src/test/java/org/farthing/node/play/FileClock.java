package org.farthing.node.play;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;

/** A calendar that several processes share, in a file; one of them moves it. */
final class FileClock implements InstantSource {

  private final Path file;

  FileClock(Path folder) {
    this.file = folder.resolve("calendar");
  }

  void set(Instant instant) throws IOException {
    Path next = file.resolveSibling("calendar.next");
    Files.writeString(next, instant.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Instant instant() {
    try {
      return Instant.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
