package org.farthing.node.identity;

import java.time.Duration;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.platform.schedule.Worker;
import org.jspecify.annotations.Nullable;

/** Looks at proved identities again, each once a day, some at a time. */
final class IdentityChecks implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(IdentityChecks.class.getName());
  private static final Duration AGAIN_AFTER = Duration.ofDays(1);
  private static final Duration POLL = Duration.ofMinutes(10);
  private static final int AT_ONCE = 50;

  private final Identities identities;
  private @Nullable Worker worker;

  IdentityChecks(Identities identities) {
    this.identities = identities;
  }

  void start() {
    worker = Worker.start("identity checks", POLL, this::checkDue);
  }

  /** Each check is stored as done, whatever it finds: so that one in trouble holds up no other. */
  private boolean checkDue() {
    var due = identities.due(AGAIN_AFTER, AT_ONCE);
    for (Identity identity : due) {
      try {
        identities.check(identity);
      } catch (Problem gone) {
        LOG.log(System.Logger.Level.DEBUG, "Identity {0}: {1}", identity.id(), gone.code());
      }
    }
    return due.size() == AT_ONCE;
  }

  @Override
  public void close() {
    if (worker != null) {
      worker.close();
    }
  }
}
