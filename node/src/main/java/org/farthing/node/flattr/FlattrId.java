package org.farthing.node.flattr;

import java.util.Optional;
import java.util.UUID;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;

/** A flattr given by a member here; a UUID of version 7. Its id on the wire is a URL of it. */
public record FlattrId(UUID uuid) {

  static final String PATH = "/flattrs/";
  static final int UUID_LENGTH = 36;

  /** The id that other nodes know it by, and that the split is decided by. */
  public String uri(Origin origin) {
    return origin + PATH + uuid;
  }

  public ActivityId activity(Origin origin) {
    return ActivityId.of(uri(origin));
  }

  /** The flattr of this node that an id stands for. */
  public static Optional<FlattrId> of(ActivityId id, Origin origin) {
    String prefix = origin + PATH;
    String text = id.toString();
    if (!text.startsWith(prefix) || text.length() != prefix.length() + UUID_LENGTH) {
      return Optional.empty();
    }
    return parse(text.substring(prefix.length()));
  }

  /** The id that is written so, in small letters. */
  public static Optional<FlattrId> parse(String uuid) {
    try {
      return Optional.of(new FlattrId(UUID.fromString(uuid)))
          .filter(id -> id.toString().equals(uuid));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return uuid.toString();
  }
}
