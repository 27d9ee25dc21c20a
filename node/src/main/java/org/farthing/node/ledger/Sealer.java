package org.farthing.node.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.farthing.node.platform.database.DatabaseAway;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/**
 * Has transfers sealed when many wait, when they have waited long, and when the node stops. From
 * {@link #start} to {@link #close}.
 */
public final class Sealer implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Sealer.class.getName());
  private static final Duration POLL = Duration.ofSeconds(20);
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final int ENOUGH = 1000;

  private final Seals seals;
  private final InstantSource system;
  private @Nullable Worker worker;
  private @Nullable Instant waitingSince;

  public Sealer(Seals seals, InstantSource system) {
    this.seals = seals;
    this.system = system;
  }

  public void start() {
    worker = Worker.start("sealing", POLL, this::step);
  }

  private boolean step() {
    int waiting = seals.waiting(ENOUGH);
    Instant now = system.instant();
    if (waiting == 0) {
      waitingSince = null;
    } else if (waitingSince == null) {
      waitingSince = now;
    }
    boolean longEnough = waitingSince != null && !now.isBefore(waitingSince.plus(LONGEST_WAIT));
    if (waiting >= ENOUGH || longEnough) {
      seals.sealAll();
      waitingSince = null;
    }
    return false;
  }

  /** Seals what is left. */
  @Override
  public void close() {
    if (worker != null) {
      worker.close();
      try {
        seals.sealAll();
      } catch (DatabaseAway e) {
        LOG.log(
            System.Logger.Level.WARNING,
            "The last transfers are sealed at the next start: {0}",
            e.getMessage());
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.WARNING, "The last transfers are sealed at the next start", e);
      }
    }
  }
}
