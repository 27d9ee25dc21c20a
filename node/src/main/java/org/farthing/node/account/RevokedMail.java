package org.farthing.node.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Worker;

/**
 * Proves anew what is on its way and was signed with a key that is revoked since: others would
 * refuse it. The command that revokes a key may be another process than the one that serves; so
 * this looks for what was revoked, and for some time after it again.
 */
public final class RevokedMail implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(RevokedMail.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);

  /** For so long something may still be signed with a revoked key that is held in memory. */
  private static final Duration LOOKED_BACK = ActorKeyRing.KEPT_IN_MEMORY.multipliedBy(3);

  private final Database database;
  private final ActorKeyRing keys;
  private final ActivitySigner signer;
  private final Outbox outbox;
  private final InstantSource system;
  private final Worker worker;
  private volatile Instant from = Instant.EPOCH;

  /** Starts to look. */
  public RevokedMail(Database database, ActorKeyRing keys, Outbox outbox, InstantSource system) {
    this.database = database;
    this.keys = keys;
    this.signer = new ActivitySigner(keys, system);
    this.outbox = outbox;
    this.system = system;
    this.worker = Worker.start("revoked keys", POLL, this::look);
  }

  private boolean look() {
    Instant now = system.instant();
    List<ActorKeyRing.Revoked> revoked = keys.revokedSince(from);
    revoked.forEach(key -> keys.forget(key.actor()));
    revoked.forEach(this::proveAnew);
    // Since the start of the node once; from then on what may still be under way.
    from = now.minus(LOOKED_BACK);
    return false;
  }

  private void proveAnew(ActorKeyRing.Revoked key) {
    int messages =
        database.write(
            tx ->
                outbox.proveAnew(tx, key.id(), unsigned -> signer.sign(tx, unsigned, key.actor())));
    if (messages > 0) {
      LOG.log(
          System.Logger.Level.INFO,
          "{0} messages that {1} had signed are proven anew",
          messages,
          key.id());
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
