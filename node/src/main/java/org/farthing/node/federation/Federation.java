package org.farthing.node.federation;

import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import java.util.function.Predicate;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.inbox.ActivityHandler;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.inbox.InboxRoutes;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.protocol.activity.ActorId;

/**
 * Inbox, outbox and directory of a node, put together. It answers requests from the beginning, and
 * handles and delivers from {@link #start} on.
 */
public final class Federation implements AutoCloseable {

  private final LocalIds ids;
  private final ActorDirectory directory;
  private final Outbox outbox;
  private final Inbox inbox;

  /**
   * @param blocked whose activities are refused
   * @param schedule for what could not be delivered, or handled
   */
  public Federation(
      Database database,
      LocalIds ids,
      ActorKeys keys,
      GuardedHttpClient client,
      Predicate<ActorId> blocked,
      RetrySchedule schedule,
      InstantSource system) {
    this.ids = ids;
    RequestSigner signer = new RequestSigner(ids, keys, system);
    this.directory = new ActorDirectory(database, client, ids, signer, system);
    this.outbox = new Outbox(database, client, signer, schedule, system);
    this.inbox = new Inbox(database, ids, directory, blocked, outbox::heardFrom, schedule, system);
  }

  /** Starts to deliver what is in the outbox, and to hand on what is in the inbox. */
  public void start(ActivityHandler handler) {
    outbox.start();
    inbox.start(handler);
  }

  /** The inboxes; what describes the node's actors is registered apart. */
  public void routes(HttpRules rules) {
    new InboxRoutes(inbox, ids).routing(rules);
  }

  public ActorDirectory directory() {
    return directory;
  }

  public Outbox outbox() {
    return outbox;
  }

  public Inbox inbox() {
    return inbox;
  }

  public Backlog backlog() {
    long accepted = inbox.accepted();
    return new Backlog(inbox.waiting(), outbox.outstanding(), accepted);
  }

  /** Stops to handle and to deliver; what is under way is done again at the next start. */
  @Override
  public void close() {
    inbox.close();
    outbox.close();
  }
}
