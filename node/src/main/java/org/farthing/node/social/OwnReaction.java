package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * What a member here has said of a post elsewhere, for everybody to see.
 *
 * @param sequence ascends with the time at which it was said
 * @param object the post
 * @param page where people read it
 * @param title plain text, how the post begins
 * @param activity ours, by which it was said
 */
public record OwnReaction(
    long sequence,
    Kind kind,
    ActivityId object,
    ActorId author,
    URI page,
    String title,
    ActivityId activity,
    Instant since) {

  /** What can be said of a post. */
  public enum Kind {
    /** Told to the author. */
    LIKE("Like"),
    /** Told to the author and to the member's followers, who see the post. */
    BOOST("Announce");

    private final String type;

    Kind(String type) {
      this.type = type;
    }

    /** The type of the activity. */
    String type() {
      return type;
    }

    /** The name in small letters, {@code like}. */
    public String lowerCase() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** Of a name in small letters. */
    public static Optional<Kind> of(String name) {
      return Stream.of(values()).filter(kind -> kind.lowerCase().equals(name)).findFirst();
    }
  }
}
