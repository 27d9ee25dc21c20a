package org.farthing.node.publication;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.farthing.node.identity.Submission;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells of itself in an auto-submit link, as what its creator tells: cut and cleaned,
 * and left out where it is nothing. A page is never refused for it.
 */
final class PageWords {

  /** Those of the old Flattr. */
  private static final Set<String> CATEGORIES =
      Set.of("text", "images", "video", "audio", "software", "people", "rest");

  private PageWords() {}

  /**
   * @param title of the thing, when the link names none
   */
  static Content content(String title, Submission told) {
    return new Content(
        Optional.ofNullable(line(told.title(), ContentCheck.LONGEST_TITLE))
            .or(() -> Optional.ofNullable(line(title, ContentCheck.LONGEST_TITLE)))
            .orElse("…"),
        null,
        line(told.description(), ContentCheck.LONGEST_SUMMARY),
        tags(told),
        language(told.language()),
        null,
        null,
        !told.hidden());
  }

  private static @Nullable String line(String text, int longest) {
    String line = text.replaceAll("[\\p{Cc}\\s]+", " ").strip();
    if (line.length() <= longest) {
      return line.isEmpty() ? null : line;
    }
    int end = Character.isHighSurrogate(line.charAt(longest - 1)) ? longest - 1 : longest;
    return line.substring(0, end).strip();
  }

  /** The category first, which is one of few; then as many tags as there may be. */
  private static List<String> tags(Submission told) {
    String category = told.category().toLowerCase(Locale.ROOT);
    return Stream.concat(
            Stream.of(category).filter(CATEGORIES::contains),
            Arrays.stream(told.tags().split(",", -1)).map(PageWords::tag))
        .filter(tag -> ContentCheck.TAG.matcher(tag).matches())
        .collect(
            Collectors.toMap(
                tag -> tag.toLowerCase(Locale.ROOT), tag -> tag, (a, b) -> a, LinkedHashMap::new))
        .values()
        .stream()
        .limit(ContentCheck.MOST_TAGS)
        .toList();
  }

  /** The old Flattr's tags had spaces and hyphens; hashtags have none. */
  private static String tag(String text) {
    return text.replaceAll("[^\\p{L}\\p{M}\\p{N}_]+", " ").strip().replace(' ', '_');
  }

  /** {@code en_GB}, as the old Flattr had them, or {@code en-GB}. */
  private static @Nullable String language(String text) {
    try {
      return text.isEmpty() ? null : ContentCheck.language(text.replace('_', '-'));
    } catch (Problem e) {
      return null;
    }
  }
}
