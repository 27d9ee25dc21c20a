package org.farthing.node.federation.inbox;

import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/** What became of a request to an inbox, and the HTTP status that says so. */
public sealed interface InboxOutcome {

  int status();

  /**
   * Stored, now or before.
   *
   * @param first whether it came for the first time
   */
  record Accepted(ActivityId id, boolean first) implements InboxOutcome {
    @Override
    public int status() {
      return 202;
    }
  }

  /** Of no consequence, such as the news that an actor nobody here knows is gone. */
  record Ignored(String reason) implements InboxOutcome {
    @Override
    public int status() {
      return 202;
    }
  }

  /**
   * No activity, or one that is wrong by itself.
   *
   * @param pointerOrNull a JSON pointer to the value at fault
   */
  record Malformed(String code, String detail, @Nullable String pointerOrNull)
      implements InboxOutcome {

    static Malformed of(ProtocolException fault) {
      return new Malformed(
          fault.code(), String.valueOf(fault.getMessage()), fault.pointer().orElse(null));
    }

    @Override
    public int status() {
      return 400;
    }
  }

  /** Not shown to come from its actor. */
  record Untrusted(String code, String detail) implements InboxOutcome {
    @Override
    public int status() {
      return 401;
    }
  }

  /** Its actor is not heard here. */
  record Blocked() implements InboxOutcome {
    @Override
    public int status() {
      return 403;
    }
  }

  /** The same id came before with other content. */
  record Conflict(ActivityId id) implements InboxOutcome {
    @Override
    public int status() {
      return 409;
    }
  }

  record TooLarge() implements InboxOutcome {
    @Override
    public int status() {
      return 413;
    }
  }

  /** Its actor's key cannot be fetched for now. */
  record KeyUnavailable(String detail) implements InboxOutcome {
    @Override
    public int status() {
      return 503;
    }
  }
}
