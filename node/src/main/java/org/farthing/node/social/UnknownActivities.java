package org.farthing.node.social;

import java.time.InstantSource;
import java.util.List;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/** Counts what came in and nothing follows from, by its type. Thread-safe. */
public final class UnknownActivities {

  /** More types than servers have; what somebody makes up beyond is counted together. */
  private static final int MOST_TYPES = 100;

  private static final int LONGEST_TYPE = 64;
  private static final String OTHERS = "(others)";

  /**
   * @param type the activity's, with that of its object where only that is unknown: {@code Add},
   *     {@code Create Video}
   */
  public record Count(String type, long number) {}

  private final Database database;
  private final InstantSource system;

  UnknownActivities(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
  }

  /** The most frequent first. */
  public List<Count> all() {
    return database.read(UnknownActivityStore::all);
  }

  void count(Transaction tx, String type) {
    String name = type.isBlank() ? OTHERS : Text.cut(type, LONGEST_TYPE);
    boolean fits = UnknownActivityStore.knows(tx, name, MOST_TYPES);
    UnknownActivityStore.count(tx, fits ? name : OTHERS, system.instant());
  }
}
