package org.farthing.node.account;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Set;

/**
 * The file that holds the node's secret, outside the database and its backups: 32 random bytes,
 * readable by its owner alone.
 */
public final class KeyFile {

  private final Path path;

  public KeyFile(Path path) {
    this.path = path;
  }

  /**
   * Reads the secret, and makes one first where there is none.
   *
   * @throws KeyFileRefused when the file cannot be read or written, or is not a key file
   */
  public NodeSecret open() {
    try {
      if (Files.notExists(path)) {
        create();
      }
      byte[] bytes = Files.readAllBytes(path);
      if (bytes.length != NodeSecret.SIZE) {
        throw new KeyFileRefused(
            "The key file %s has %d bytes instead of %d: restore it from its copy."
                .formatted(path, bytes.length, NodeSecret.SIZE));
      }
      return new NodeSecret(bytes);
    } catch (IOException e) {
      throw new KeyFileRefused("The key file %s cannot be read.".formatted(path), e);
    }
  }

  /** Written aside, forced to disk and moved into place: a crash leaves no half of a secret. */
  private void create() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    byte[] bytes = new byte[NodeSecret.SIZE];
    new SecureRandom().nextBytes(bytes);
    Path draft = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(draft);
    try (FileChannel channel =
        FileChannel.open(
            draft,
            Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      channel.write(ByteBuffer.wrap(bytes));
      channel.force(true);
    }
    Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
  }
}
