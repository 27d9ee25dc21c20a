package org.farthing.node.publication;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What somebody looks for in the catalogue.
 *
 * @param words all of which are in a thing's title or summary, its creator's name, or are tags of
 *     it
 * @param tag without #; empty for any
 * @param language as its tag; empty for any
 */
public record Wanted(List<String> words, String tag, String language) {

  private static final int MOST_WORDS = 8;
  private static final int LONGEST = 50;

  /** From what was typed: of more than eight words the first, of longer ones their beginnings. */
  public static Wanted of(String typed, String tag, String language) {
    return new Wanted(
        Arrays.stream(typed.strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .map(word -> word.startsWith("#") ? word.substring(1) : word)
            .map(Wanted::cut)
            .filter(word -> !word.isEmpty())
            .limit(MOST_WORDS)
            .toList(),
        cut(tag),
        cut(language));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
  }

  /** Whether everything is wanted. */
  public boolean isAnything() {
    return words.isEmpty() && tag.isEmpty() && language.isEmpty();
  }

  /** The same as a query of a URL, beginning with {@code ?}; empty if everything is wanted. */
  public String query() {
    if (isAnything()) {
      return "";
    }
    return Stream.of(
            part("q", String.join(" ", words)), part("tag", tag), part("language", language))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("&", "?", ""));
  }

  private static String part(String name, String value) {
    return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }
}
