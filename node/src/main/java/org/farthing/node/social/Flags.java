package org.farthing.node.social;

import java.time.Instant;
import java.util.List;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/** What people elsewhere report to the admin. Thread-safe. */
public final class Flags {

  private static final int LONGEST_COMMENT = 3_000;
  private static final int MOST_OBJECTS = 100;
  private static final int LONGEST_ID = 2_048;

  /**
   * A report.
   *
   * @param actor who reports, as a rule the actor of a whole server
   * @param comment plain text
   * @param objects ids of actors and posts, here and elsewhere
   */
  public record Flag(
      long sequence, ActorId actor, String comment, List<String> objects, Instant receivedAt) {

    public Flag {
      objects = List.copyOf(objects);
    }
  }

  private final Database database;
  private final LocalIds ids;

  Flags(Database database, LocalIds ids) {
    this.database = database;
    this.ids = ids;
  }

  /**
   * Reports, the newest first.
   *
   * @param beforeOrNull the sequence that the last page ended with; null for the first page
   */
  public List<Flag> newest(@Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FlagStore.page(tx, beforeOrNull, most));
  }

  /** Keeps a report that is about something here. */
  void arrived(Transaction tx, VerifiedActivity activity) {
    List<String> objects = activity.document().objectIds();
    if (objects.size() > MOST_OBJECTS
        || objects.stream().anyMatch(it -> it.length() > LONGEST_ID)) {
      throw new ProtocolException("too_large", "A report names at most " + MOST_OBJECTS + ".");
    }
    if (objects.stream().anyMatch(it -> LocalPath.of(ids, it).isPresent())
        && !TombstoneStore.has(tx, activity.id(), activity.actor())) {
      String comment = HtmlText.plain(activity.document().content().orElse(""));
      FlagStore.insert(tx, activity, Text.cut(comment, LONGEST_COMMENT), objects);
    }
  }
}
