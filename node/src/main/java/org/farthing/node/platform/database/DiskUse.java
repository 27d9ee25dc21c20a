package org.farthing.node.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The room that a database takes.
 *
 * @param bytes of its tables and indexes, as the server reckons them
 * @param freeBytes on the disk that they lie on; unknown when it is another machine's
 */
public record DiskUse(long bytes, OptionalLong freeBytes) {

  /** As it is now. */
  public static DiskUse of(Database database) {
    return database.read(
        tx ->
            new DiskUse(
                tx.dsl()
                    .fetchSingle(
                        """
                        select cast(coalesce(sum(data_length + index_length), 0) as signed)
                        from information_schema.tables where table_schema = database()
                        """)
                    .get(0, Long.class),
                free(tx.dsl().fetchSingle("select @@datadir").get(0, String.class))));
  }

  private static OptionalLong free(String folder) {
    try {
      Path path = Path.of(folder);
      return Files.isDirectory(path)
          ? OptionalLong.of(Files.getFileStore(path).getUsableSpace())
          : OptionalLong.empty();
    } catch (IOException | InvalidPathException _) {
      return OptionalLong.empty();
    }
  }
}
