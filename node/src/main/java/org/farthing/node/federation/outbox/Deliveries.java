package org.farthing.node.federation.outbox;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way to other hosts, for the admin: how much, for how long, why not yet; and what
 * an admin does about it. Beside the processes that deliver. Safe for use by many threads.
 */
public final class Deliveries {

  private static final int MOST_QUEUES = 1_000;
  private static final int MOST_WAITING = 200;
  private static final int LONGEST_ERROR = 200;
  private static final String DROPPED = "dropped by an admin";

  private final Database database;
  private final InstantSource system;
  private final OutboxStore outbox = new OutboxStore();
  private final DeliveryStore store = new DeliveryStore();

  public Deliveries(Database database, InstantSource system) {
    this.database = database;
    this.system = system;
  }

  /**
   * What is pending for one host.
   *
   * @param since when the oldest of it was stored
   * @param attempts those that counted, of what was tried most often
   * @param nextTry of what is due first
   * @param errorOrNull of the last attempt that failed
   */
  public record Queue(
      String host,
      int pending,
      Instant since,
      int attempts,
      Instant nextTry,
      @Nullable String errorOrNull) {

    public Queue {
      errorOrNull = shown(errorOrNull);
    }
  }

  /**
   * One delivery that is pending.
   *
   * @param id of the message
   * @param giveUpAtOrNull null for what is owed between nodes
   * @param errorOrNull of its last attempt
   */
  public record Waiting(
      String id,
      URI inbox,
      Instant since,
      int attempts,
      Instant nextTry,
      @Nullable Instant giveUpAtOrNull,
      @Nullable String errorOrNull) {

    public Waiting {
      errorOrNull = shown(errorOrNull);
    }
  }

  /**
   * What became of dropping a host.
   *
   * @param given how many deliveries were given up
   * @param kept how many are owed between nodes, and stay
   */
  public record Dropped(int given, int kept) {}

  /** Others write part of it: it is shown on one line, and not at any length. */
  private static @Nullable String shown(@Nullable String error) {
    if (error == null) {
      return null;
    }
    String line = error.replaceAll("\\p{Cntrl}+", " ");
    return line.length() <= LONGEST_ERROR ? line : line.substring(0, LONGEST_ERROR) + "…";
  }

  /** The hosts that something is pending for, those with most of it first; at most 1000. */
  public List<Queue> queues() {
    return database.snapshot(tx -> store.queues(tx, MOST_QUEUES));
  }

  /** What is pending for a host, the oldest first; at most 200. */
  public List<Waiting> waiting(String host) {
    return database.read(tx -> store.waiting(tx, name(host), MOST_WAITING));
  }

  /**
   * Has what is pending for a host tried now, by whichever process delivers.
   *
   * @param alongside what is written in the same transaction
   * @return how many deliveries that are
   */
  public int retry(String host, Consumer<Transaction> alongside) {
    String name = name(host);
    Instant now = system.instant();
    return database.write(
        tx -> {
          outbox.hurry(tx, name, now.plus(DeliveryWorker.LEASE), now);
          store.prompt(tx, name, now);
          alongside.accept(tx);
          return store.pending(tx, name);
        });
  }

  /**
   * Gives up what is pending for a host.
   *
   * @param owedToo whether what is owed between nodes goes as well: then the other node may never
   *     hear of it
   * @param alongside what is written in the same transaction
   */
  public Dropped drop(String host, boolean owedToo, Consumer<Transaction> alongside) {
    String name = name(host);
    return database.write(
        tx -> {
          int given = store.drop(tx, name, owedToo, DROPPED);
          alongside.accept(tx);
          return new Dropped(given, store.pending(tx, name));
        });
  }

  /** Hosts are stored as their addresses write them. */
  private static String name(String host) {
    return host.toLowerCase(Locale.ROOT);
  }
}
