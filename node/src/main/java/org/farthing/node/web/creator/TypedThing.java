package org.farthing.node.web.creator;

import java.util.List;
import java.util.regex.Pattern;
import org.farthing.node.publication.Content;
import org.farthing.node.publication.Publication;
import org.farthing.node.signin.Form;
import org.jspecify.annotations.Nullable;

/**
 * What the form of a thing holds, as it was typed.
 *
 * @param tags with spaces or commas between them
 * @param text of what is published here; empty of what stands elsewhere
 */
record TypedThing(
    String url,
    String title,
    String summary,
    String tags,
    String language,
    String image,
    String alt,
    String text,
    boolean listed,
    boolean pinned) {

  private static final Pattern BETWEEN_TAGS = Pattern.compile("[\\s,]+");

  static final TypedThing NONE = new TypedThing("", "", "", "", "", "", "", "", true, false);

  static TypedThing of(Form form) {
    return new TypedThing(
        form.text("url"),
        form.text("title"),
        form.text("summary"),
        form.text("tags"),
        form.text("language"),
        form.text("image"),
        form.text("alt"),
        form.raw("text"),
        form.has("listed"),
        form.has("pinned"));
  }

  static TypedThing of(Publication thing) {
    Content content = thing.content();
    return new TypedThing(
        thing.url(),
        content.title(),
        orEmpty(content.summaryOrNull()),
        String.join(", ", content.tags()),
        orEmpty(content.languageOrNull()),
        orEmpty(content.imageOrNull()),
        orEmpty(content.altOrNull()),
        orEmpty(content.textOrNull()),
        content.listed(),
        thing.pinned());
  }

  /** What is to be told of the thing; what is empty is not told. */
  Content content(boolean here) {
    return new Content(
        title,
        here ? text : null,
        orNull(summary),
        tags.isEmpty()
            ? List.of()
            : BETWEEN_TAGS.splitAsStream(tags).filter(it -> !it.isEmpty()).toList(),
        orNull(language),
        orNull(image),
        orNull(alt),
        listed);
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
