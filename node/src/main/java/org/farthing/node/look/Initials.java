package org.farthing.node.look;

import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What stands where somebody has no picture. */
public final class Initials {

  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}\\p{M}'’-]*");
  private static final int MOST = 2;

  private Initials() {}

  /** The first letters of the first two words of a name; empty if it has none. */
  public static String of(String name) {
    return WORD.matcher(name)
        .results()
        .map(MatchResult::group)
        .limit(MOST)
        .map(word -> word.substring(0, word.offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT))
        .collect(Collectors.joining());
  }
}
