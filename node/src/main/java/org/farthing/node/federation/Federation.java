package org.farthing.node.federation;

import io.helidon.webserver.http.HttpRules;
import java.time.InstantSource;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.federation.inbox.ActivityHandler;
import org.farthing.node.federation.inbox.Inbox;
import org.farthing.node.federation.inbox.InboxRoutes;
import org.farthing.node.federation.inbox.SignedReads;
import org.farthing.node.federation.outbox.InboxGone;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.federation.signing.OriginSchemes;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;

/**
 * Inbox, outbox and directory of a node, put together. It answers requests from the beginning, and
 * handles and delivers from {@link #start} on.
 */
public final class Federation implements AutoCloseable {

  private final LocalIds ids;
  private final ActorDirectory directory;
  private final Outbox outbox;
  private final Inbox inbox;
  private final SignedClient signed;
  private final SignedReads signedReads;

  /**
   * @param admission with whom there is nothing to do
   * @param schedule for what could not be delivered, or handled
   */
  public Federation(
      Database database,
      LocalIds ids,
      ActorKeys keys,
      GuardedHttpClient client,
      Admission admission,
      RetrySchedule schedule,
      InstantSource system) {
    this(
        database,
        ids,
        keys,
        client,
        admission,
        schedule,
        RetrySchedule.TO_SERVERS,
        InboxGone.UNHEEDED,
        system);
  }

  /**
   * @param admission with whom there is nothing to do
   * @param schedule for what is owed to other nodes, and for what cannot be handled
   * @param ordinary for what ordinary servers are told
   * @param inboxGone told of inboxes that are no more
   */
  public Federation(
      Database database,
      LocalIds ids,
      ActorKeys keys,
      GuardedHttpClient client,
      Admission admission,
      RetrySchedule schedule,
      RetrySchedule ordinary,
      InboxGone inboxGone,
      InstantSource system) {
    this.ids = ids;
    OriginSchemes schemes = new OriginSchemes(database, system);
    this.signed = new SignedClient(client, new RequestSigner(ids, keys, system), schemes);
    this.directory = new ActorDirectory(database, client, signed, schemes, ids, system);
    this.outbox = new Outbox(database, signed, admission, schedule, ordinary, inboxGone, system);
    this.signedReads = new SignedReads(ids, directory, admission, system);
    this.inbox =
        new Inbox(database, ids, directory, admission, outbox::heardFrom, schedule, system);
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

  /** What demands signatures of those who read, where that is wanted. */
  public SignedReads signedReads() {
    return signedReads;
  }

  /** For requests to other servers in the name of the node. */
  public SignedClient signed() {
    return signed;
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
