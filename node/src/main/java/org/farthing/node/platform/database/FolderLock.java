package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * That one process at a time, and one opener within it, uses a data folder.
 *
 * <p>The operating system's lock on {@code lock} is what holds; it ends with the process however
 * that ends. The file {@code owner} only says who it is. It also keeps a second opener in the same
 * process away from the lock file, since closing any descriptor of a file drops all of a process's
 * locks on it.
 */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;
  private final Path owner;

  private FolderLock(FileChannel channel, Path owner) {
    this.channel = channel;
    this.owner = owner;
  }

  static FolderLock take(Path folder) throws IOException {
    Path owner = folder.resolve("owner");
    String self = self();
    if (ownerIn(owner).equals(self)) {
      throw inUse(folder, self);
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
      if (lock == null) {
        throw inUse(folder, ownerIn(owner));
      }
      Files.writeString(owner, self);
      return new FolderLock(channel, owner);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Whether another process uses the folder now. */
  static boolean isHeldElsewhere(Path folder) throws IOException {
    Path file = folder.resolve("lock");
    if (!Files.exists(file) || ownerIn(folder.resolve("owner")).equals(self())) {
      return false;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      return channel.tryLock() == null;
    }
  }

  private static DatabaseRefused inUse(Path folder, String owner) {
    int blank = owner.indexOf(' ');
    String who = blank < 0 ? "another process" : "process " + owner.substring(0, blank);
    return new DatabaseRefused("The database folder " + folder + " is in use by " + who + ".");
  }

  /** The process id alone would not do: in a container it is the same after each restart. */
  private static String self() {
    ProcessHandle self = ProcessHandle.current();
    return self.pid() + " " + self.info().startInstant().orElse(Instant.EPOCH).toEpochMilli();
  }

  private static String ownerIn(Path file) throws IOException {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(owner);
    channel.close();
  }
}
