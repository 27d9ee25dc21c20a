package org.farthing.node.publication;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a creator tells of a thing.
 *
 * @param title one line
 * @param textOrNull plain text that is published here; null when the thing stands elsewhere
 * @param summaryOrNull one line of plain text
 * @param tags without {@code #}
 * @param languageOrNull of title, text and summary, a tag of BCP 47
 * @param imageOrNull an address; this node does not fetch it
 * @param altOrNull the image in words
 * @param listed whether it may stand in lists that everybody can see
 */
public record Content(
    String title,
    @Nullable String textOrNull,
    @Nullable String summaryOrNull,
    List<String> tags,
    @Nullable String languageOrNull,
    @Nullable String imageOrNull,
    @Nullable String altOrNull,
    boolean listed) {

  public Content {
    tags = List.copyOf(tags);
  }

  /** A title and no more, of what stands elsewhere. */
  public static Content titled(String title) {
    return new Content(title, null, null, List.of(), null, null, null, true);
  }

  /** As {@link #titled}, with a text that is published here. */
  public Content withText(String text) {
    return new Content(
        title, text, summaryOrNull, tags, languageOrNull, imageOrNull, altOrNull, listed);
  }
}
