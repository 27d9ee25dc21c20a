package org.farthing.node.publication;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.account.Member;
import org.jspecify.annotations.Nullable;

/**
 * A thing of a creator here, with what they tell of it.
 *
 * @param id of the thing
 * @param url where it stands: elsewhere, or its page here
 * @param pinned whether its creator shows it before others
 * @param revision how often it was changed since it was published
 * @param updatedAtOrNull when it was changed last; null while it never was
 * @param withdrawnAtOrNull set once it is withdrawn; then its content is gone, but for the title
 */
public record Publication(
    long id,
    String url,
    Member creator,
    Content content,
    boolean pinned,
    int revision,
    Instant publishedAt,
    @Nullable Instant updatedAtOrNull,
    @Nullable Instant withdrawnAtOrNull) {

  /** Whether it is a text that was published here, and not something that stands elsewhere. */
  public boolean isHere() {
    return content.textOrNull() != null;
  }

  public Optional<Instant> updatedAt() {
    return Optional.ofNullable(updatedAtOrNull);
  }

  public Optional<Instant> withdrawnAt() {
    return Optional.ofNullable(withdrawnAtOrNull);
  }

  /** When it came to be as it is now. */
  Instant changedAt() {
    return updatedAt().orElse(publishedAt);
  }
}
