package org.farthing.node.platform.database;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MariaDB server's version, such as 11.4.5. */
record ServerVersion(int major, int minor, int patch) implements Comparable<ServerVersion> {
  private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");
  private static final Comparator<ServerVersion> ORDER =
      Comparator.comparingInt(ServerVersion::major)
          .thenComparingInt(ServerVersion::minor)
          .thenComparingInt(ServerVersion::patch);

  /** The first version number within {@code text}, which may be a whole {@code --version} line. */
  static Optional<ServerVersion> within(String text) {
    Matcher numbers = NUMBERS.matcher(text);
    if (!numbers.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new ServerVersion(
            Integer.parseInt(numbers.group(1)),
            Integer.parseInt(numbers.group(2)),
            Integer.parseInt(numbers.group(3))));
  }

  @Override
  public int compareTo(ServerVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + patch;
  }
}
