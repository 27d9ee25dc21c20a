package org.farthing.node.guard;

import java.util.Locale;
import java.util.Optional;

/** What a rule for a domain means. */
public enum Severity {
  /** Nothing is taken from it, fetched from it or sent to it, but what accounts ask for. */
  SUSPEND,
  /** It is not shown in public lists. */
  SILENCE,
  /** Where only listed servers are spoken with, this is one; elsewhere it means nothing. */
  ALLOW;

  /** In commands, the API and lists. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Mastodon says {@code limit} for {@code silence} in its pages. */
  public static Optional<Severity> of(String code) {
    return switch (code.strip().toLowerCase(Locale.ROOT)) {
      case "suspend" -> Optional.of(SUSPEND);
      case "silence", "limit" -> Optional.of(SILENCE);
      case "allow" -> Optional.of(ALLOW);
      default -> Optional.empty();
    };
  }
}
