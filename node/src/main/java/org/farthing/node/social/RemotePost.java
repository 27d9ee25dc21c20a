package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A post elsewhere that answers something here or mentions a member.
 *
 * @param inReplyToOrNull the path of what it answers here
 * @param page where people read it
 * @param titleOrNull plain text
 * @param content cleaned HTML
 * @param publishedOrNull as its author claims
 * @param updatedOrNull as its author claims
 */
public record RemotePost(
    ActivityId id,
    ActorId author,
    Kind kind,
    @Nullable String inReplyToOrNull,
    URI page,
    @Nullable String titleOrNull,
    String content,
    @Nullable Instant publishedOrNull,
    @Nullable Instant updatedOrNull) {

  /** What it is to its server. */
  public enum Kind {
    NOTE("Note"),
    ARTICLE("Article"),
    PAGE("Page"),
    QUESTION("Question");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    static Optional<Kind> of(ActivityDocument document) {
      return List.of(values()).stream().filter(kind -> document.is(kind.type)).findFirst();
    }

    static Kind ofName(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** The name in small letters, {@code note}. */
    public String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_AMONG_OTHERS = 4_000;
  private static final int LONGEST_BEGINNING = 500;

  /** Databases and people know no others. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9000-01-01T00:00:00Z");

  /** Whether only its beginning is shown among others. */
  public boolean isLong() {
    return content.length() > LONGEST_AMONG_OTHERS;
  }

  /** How it begins, as plain text. */
  public String beginning() {
    return Text.cut(HtmlText.plain(content), LONGEST_BEGINNING) + "…";
  }

  /**
   * Reads a post that came from its own origin.
   *
   * @throws ProtocolException {@code foreign_author} when its author is not of that origin
   */
  static RemotePost read(ActivityDocument document, Kind kind, @Nullable String inReplyToOrNull) {
    ActivityId id = document.id();
    ActorId author =
        document.attributedTo().stream()
            .findFirst()
            .orElseThrow(
                () -> new ProtocolException("missing", "No author.").under("/attributedTo"));
    if (!author.origin().equals(id.origin())) {
      throw new ProtocolException("foreign_author", "Its author is not of its own origin.");
    }
    return new RemotePost(
        id,
        author,
        kind,
        inReplyToOrNull,
        document.url().orElse(id.uri()),
        title(document),
        content(document),
        inRange(document.published()),
        inRange(document.updated()));
  }

  /** A poll's answers come as notes of a name and nothing else. */
  static boolean isVote(ActivityDocument document) {
    return document.is("Note") && document.name().isPresent() && document.content().isEmpty();
  }

  private static @Nullable String title(ActivityDocument document) {
    return document
        .name()
        .or(document::summary)
        .map(HtmlText::plain)
        .filter(text -> !text.isBlank())
        .map(text -> Text.cut(text, LONGEST_TITLE))
        .orElse(null);
  }

  /** PeerTube writes Markdown; what is no HTML is shown as it is. */
  private static String content(ActivityDocument document) {
    String content = document.content().orElse("");
    return document.mediaType().orElse("text/html").equals("text/html")
        ? HtmlText.clean(content)
        : HtmlText.fromPlain(content);
  }

  private static @Nullable Instant inRange(Optional<Instant> claimed) {
    return claimed.filter(it -> !it.isBefore(EARLIEST) && it.isBefore(LATEST)).orElse(null);
  }
}
