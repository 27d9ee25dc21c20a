package org.farthing.node.federation.inbox;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.Admission;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAway;
import org.farthing.node.platform.database.GroupCommit;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.ProofVerdict;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what other servers send, and has it handled once it is started. Safe for use by many
 * threads.
 */
public final class Inbox implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Inbox.class.getName());

  /** The longest activity that is taken, in bytes. */
  public static final int MOST_BYTES = Json.MAXIMUM_BYTES;

  private static final int MOST_TOGETHER = 100;

  /** What is wrong with who signed an activity, and not with what it says. */
  private static final Set<String> OF_THE_SENDER =
      Set.of(ProofVerdict.MISSING.id(), "not_from_node");

  private final Database database;
  private final InboxStore store = new InboxStore();
  private final GroupCommit<InboundActivity, InboxStore.Stored> together;
  private final LocalIds ids;
  private final SenderCheck senders;
  private final Admission admission;
  private final Consumer<Origin> heardFrom;
  private final RetrySchedule schedule;
  private final InstantSource system;
  private final AtomicLong accepted = new AtomicLong();
  private volatile @Nullable ActivityHandler handlerOrNull;
  private volatile @Nullable InboxWorkers workersOrNull;

  /**
   * @param admission whose activities are taken in
   * @param heardFrom told of every server that has just sent something of its own
   * @param schedule for what cannot be handled
   */
  public Inbox(
      Database database,
      LocalIds ids,
      ActorDirectory directory,
      Admission admission,
      Consumer<Origin> heardFrom,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    this.together = new GroupCommit<>(database, MOST_TOGETHER, 1, this::storeTogether);
    this.ids = ids;
    this.senders = new SenderCheck(directory, system);
    this.admission = admission;
    this.heardFrom = heardFrom;
    this.schedule = schedule;
    this.system = system;
  }

  /** Starts to hand what was and what will be stored to the handler. */
  public void start(ActivityHandler handler) {
    handlerOrNull = handler;
    workersOrNull = new InboxWorkers(database, store, handler, schedule, system);
  }

  /**
   * Reads, verifies and stores an activity; it is handled later. Unless the outcome is that it was
   * accepted, nothing has changed, but for what is kept as evidence.
   *
   * @param body all of it, or more than {@link #MOST_BYTES} of it
   */
  public InboxOutcome accept(HttpRequestHead head, byte[] body) {
    if (body.length > MOST_BYTES) {
      return new InboxOutcome.TooLarge();
    }
    ActivityDocument activity;
    ActivityId id;
    try {
      activity = new ActivityDocument(Json.parseObject(body));
      id = identify(activity);
    } catch (JsonRefused e) {
      return new InboxOutcome.Malformed(e.code().id(), String.valueOf(e.getMessage()), null);
    } catch (ProtocolException e) {
      return InboxOutcome.Malformed.of(e);
    }
    if (!admission.admits(activity)) {
      return new InboxOutcome.Blocked();
    }
    return switch (senders.check(head, body, activity)) {
      case Sender.Verified sender -> takeIn(id, activity, sender, body);
      case Sender.Unverified not -> new InboxOutcome.Untrusted(not.code(), not.detail());
      case Sender.Revoked not -> keepRevoked(id, activity, not, body);
      case Sender.Unknown unknown when isNewsOfActor(activity) ->
          new InboxOutcome.Ignored(unknown.detail());
      case Sender.Unknown unknown -> new InboxOutcome.Untrusted("unknown_actor", unknown.detail());
      case Sender.Unreachable not -> new InboxOutcome.KeyUnavailable(not.detail());
    };
  }

  /** The id under which an activity is known here, once its parts fit together. */
  private ActivityId identify(ActivityDocument activity) {
    ActivityId id = InboundActivity.idOf(activity);
    if (!id.origin().equals(activity.actor().origin())) {
      throw new ProtocolException("foreign_id", "The id is not on the origin of the actor.");
    }
    if (ids.isLocal(activity.actor())) {
      throw new ProtocolException("own_actor", "The actor is one of this node's own.");
    }
    return id;
  }

  /** Servers tell everybody that an actor is gone, whose key can then no longer be fetched. */
  private static boolean isNewsOfActor(ActivityDocument activity) {
    return activity.is("Delete") || activity.is("Update");
  }

  private InboxOutcome takeIn(
      ActivityId id, ActivityDocument activity, Sender.Verified sender, byte[] body) {
    InboundActivity received =
        InboundActivity.of(
            new VerifiedActivity(
                id,
                activity.actor(),
                activity,
                DocumentDigest.of(activity.json()),
                sender.proven(),
                sender.nodeOrNull(),
                system.instant()),
            body);
    InboxOutcome outcome =
        fault(received.activity())
            .map(fault -> refuse(received, fault))
            .orElseGet(() -> outcome(id, store(received)));
    heardFrom.accept(id.origin());
    return outcome;
  }

  private Optional<ProtocolException> fault(VerifiedActivity activity) {
    ActivityHandler handler = handlerOrNull;
    if (handler == null) {
      return Optional.empty();
    }
    try {
      handler.check(activity);
      return Optional.empty();
    } catch (ProtocolException e) {
      return Optional.of(e);
    }
  }

  /** What came before under its id is answered as ever. */
  private InboxOutcome refuse(InboundActivity received, ProtocolException fault) {
    ActivityId id = received.activity().id();
    Optional<InboxStore.Stored> known = database.write(tx -> store.findKnown(tx, received));
    if (known.isPresent()) {
      return outcome(id, known.get());
    }
    LOG.log(System.Logger.Level.INFO, "{0} refused at the door: {1}", id, fault.code());
    return OF_THE_SENDER.contains(fault.code())
        ? new InboxOutcome.Untrusted(fault.code(), String.valueOf(fault.getMessage()))
        : InboxOutcome.Malformed.of(fault);
  }

  private static InboxOutcome outcome(ActivityId id, InboxStore.Stored stored) {
    return switch (stored) {
      case NEW -> new InboxOutcome.Accepted(id, true);
      case KNOWN -> new InboxOutcome.Accepted(id, false);
      case OTHER_CONTENT -> new InboxOutcome.Conflict(id);
    };
  }

  private InboxStore.Stored store(InboundActivity received) {
    try {
      return together.ask(received);
    } catch (DatabaseAway e) {
      throw e;
    } catch (DataAccessException e) {
      // Another one's fault, perhaps, which was to be stored in the same transaction.
      return database.write(tx -> storeTogether(tx, List.of(received)).getFirst());
    }
  }

  private List<InboxStore.Stored> storeTogether(Transaction tx, List<InboundActivity> received) {
    List<InboxStore.Stored> stored =
        store.insertAll(tx, received, activity -> beginsAnew(tx, activity));
    long fresh = stored.stream().filter(each -> each == InboxStore.Stored.NEW).count();
    if (fresh > 0) {
      // Counted once they can be seen, and before the senders are told: see Backlog.
      tx.afterCommit(() -> accepted.addAndGet(fresh));
      tx.afterCommit(this::wakeWorkers);
    }
    return stored;
  }

  private boolean beginsAnew(Transaction tx, VerifiedActivity activity) {
    ActivityHandler handler = handlerOrNull;
    return handler != null && handler.beginsAnew(tx, activity);
  }

  /**
   * Takes in an activity that this node has fetched, as if it had just arrived.
   *
   * @param activity verified by whoever fetched it
   */
  public void take(VerifiedActivity activity) {
    database.execute(
        tx -> {
          if (store.insert(tx, received(activity)) == InboxStore.Stored.NEW) {
            tx.afterCommit(accepted::incrementAndGet);
            tx.afterCommit(this::wakeWorkers);
          }
        });
  }

  /** Keeps an activity that this node has fetched and handles in this very transaction. */
  public void keep(Transaction tx, VerifiedActivity activity) {
    store.insertHandled(tx, received(activity), null);
  }

  /** Keeps an activity that this node has fetched and refuses for good. */
  public void keepRefused(Transaction tx, VerifiedActivity activity, ProtocolException fault) {
    store.insertHandled(tx, received(activity), fault);
  }

  private static InboundActivity received(VerifiedActivity activity) {
    byte[] body = activity.document().json().toString().getBytes(StandardCharsets.UTF_8);
    return InboundActivity.of(activity, body);
  }

  /** The bytes in which activities came, by the hashes of their ids in hex; those that did. */
  public Map<String, byte[]> bodies(Transaction tx, Collection<byte[]> idHashes) {
    return store.bodies(tx, idHashes);
  }

  /** The bytes of activities of a node that are not handled yet, the oldest first. */
  public List<byte[]> waitingOf(Transaction tx, ActorId node, int most) {
    return store.waitingOf(tx, node, most);
  }

  /** What could not be handled before something of this node was known is handled now. */
  public void hurry(ActorId node) {
    database.execute(tx -> store.hurry(tx, node, system.instant()));
    wakeWorkers();
  }

  /** It counts for nothing; who looks for what a stolen key was used for finds it. */
  private InboxOutcome keepRevoked(
      ActivityId id, ActivityDocument activity, Sender.Revoked revoked, byte[] body) {
    database.execute(tx -> RevokedStore.keep(tx, id, activity.actor(), body, system.instant()));
    LOG.log(System.Logger.Level.WARNING, "{0} is signed with a revoked key: refused", id);
    return new InboxOutcome.Untrusted(RequestCheck.REVOKED_KEY, revoked.detail());
  }

  private void wakeWorkers() {
    InboxWorkers workers = workersOrNull;
    if (workers != null) {
      workers.wake();
    }
  }

  /** How many new activities were taken in since the start; never goes back. */
  public long accepted() {
    return accepted.get();
  }

  /** How many activities wait to be handled, or are being handled. */
  public long waiting() {
    return database.read(store::waiting);
  }

  @Override
  public void close() {
    InboxWorkers workers = workersOrNull;
    if (workers != null) {
      workers.close();
    }
  }
}
