package org.farthing.node.social;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.audit.Mandate;
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
   * @param doneOrNull what was done about it; null while it waits
   */
  public record Flag(
      long sequence,
      ActorId actor,
      String comment,
      List<String> objects,
      Instant receivedAt,
      @Nullable Done doneOrNull) {

    public Flag {
      objects = List.copyOf(objects);
    }
  }

  /** What an admin has done about a report. */
  public record Done(String what, Instant at) {}

  private final Database database;
  private final LocalIds ids;
  private final AuditLog audit;
  private final InstantSource system;

  Flags(Database database, LocalIds ids, AuditLog audit, InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.audit = audit;
    this.system = system;
  }

  /**
   * Reports, the newest first.
   *
   * @param beforeOrNull the sequence that the last page ended with; null for the first page
   */
  public List<Flag> newest(@Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FlagStore.page(tx, beforeOrNull, most));
  }

  /**
   * Those that wait, or those that are done with, the newest first.
   *
   * @param beforeOrNull the sequence that the last page ended with; null for the first page
   */
  public List<Flag> newest(boolean done, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FlagStore.page(tx, done, beforeOrNull, most));
  }

  public int countWaiting() {
    return database.read(FlagStore::countWaiting);
  }

  public Optional<Flag> find(long sequence) {
    return database.read(tx -> FlagStore.find(tx, sequence));
  }

  /**
   * An admin is done with a report.
   *
   * @param mandate with what was done about it
   * @return false when it was done with before, or is not there
   */
  public boolean done(long sequence, Mandate mandate) {
    Done done = new Done(mandate.reason(), system.instant());
    return database.write(
        tx ->
            FlagStore.setDone(tx, sequence, done)
                && recorded(tx, mandate, "report-done", sequence));
  }

  /**
   * An admin takes up a report again that was done with.
   *
   * @return false when it waits already, or is not there
   */
  public boolean reopen(long sequence, Mandate mandate) {
    return database.write(
        tx ->
            FlagStore.setWaiting(tx, sequence) && recorded(tx, mandate, "report-again", sequence));
  }

  private boolean recorded(Transaction tx, Mandate mandate, String action, long sequence) {
    audit.record(tx, mandate, action, "report:" + sequence, List.of());
    return true;
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
