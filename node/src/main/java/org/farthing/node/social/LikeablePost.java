package org.farthing.node.social;

import java.net.URI;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/**
 * What of a post elsewhere has to be known to like or boost it, whatever kind of post it is.
 *
 * @param page where people read it
 * @param title plain text, how it begins
 * @param open whether everybody may see it
 */
record LikeablePost(ActivityId id, ActorId author, URI page, String title, boolean open) {

  private static final int LONGEST_TITLE = 200;

  /**
   * Reads a post that came from its own origin.
   *
   * @throws ProtocolException {@code missing} when it has no author, as actors and activities do;
   *     {@code foreign_author} when its author is not of its origin
   */
  static LikeablePost read(ActivityDocument document) {
    ActivityId id = document.id();
    ActorId author =
        document.attributedTo().stream()
            .findFirst()
            .orElseThrow(
                () -> new ProtocolException("missing", "No author.").under("/attributedTo"));
    if (!author.origin().equals(id.origin())) {
      throw new ProtocolException("foreign_author", "Its author is not of its own origin.");
    }
    return new LikeablePost(
        id, author, document.url().orElse(id.uri()), title(document), document.isPublic());
  }

  private static String title(ActivityDocument document) {
    String text =
        document
            .name()
            .or(document::summary)
            .or(document::content)
            .map(HtmlText::plain)
            .map(String::strip)
            .filter(it -> !it.isEmpty())
            .orElse(document.id().toString());
    return Text.cut(text, LONGEST_TITLE);
  }
}
