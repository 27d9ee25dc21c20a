package org.farthing.node.social;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.outbox.RetrySchedule;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.schedule.Worker;
import org.farthing.node.social.FetchStore.Claimed;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/**
 * Fetches what is in the {@link FetchQueue}, no transaction open, and then does what follows in
 * one. What cannot be had is tried again for some days, and then keeps its row with the reason.
 */
final class Fetches implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Fetches.class.getName());
  private static final Duration POLL = Duration.ofSeconds(5);

  /** Longer than two requests take at most. */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** About two days with a try an hour in the end. */
  private static final int MOST_ATTEMPTS = 60;

  private static final int AT_ONCE = 2;

  private final Database database;
  private final ObjectFetcher fetcher;
  private final ActorDirectory directory;
  private final Posts posts;
  private final Moves moves;
  private final RetrySchedule schedule;
  private final InstantSource system;
  private final List<Worker> workers = new ArrayList<>();

  Fetches(
      Database database,
      ObjectFetcher fetcher,
      ActorDirectory directory,
      Posts posts,
      Moves moves,
      RetrySchedule schedule,
      InstantSource system) {
    this.database = database;
    this.fetcher = fetcher;
    this.directory = directory;
    this.posts = posts;
    this.moves = moves;
    this.schedule = schedule;
    this.system = system;
  }

  void start() {
    for (int i = 1; i <= AT_ONCE; i++) {
      workers.add(Worker.start("social fetch " + i, POLL, this::next));
    }
  }

  void wake() {
    workers.forEach(Worker::wake);
  }

  /** What is to be done with what was fetched. */
  private sealed interface Result {

    record Do(Consumer<Transaction> effect) implements Result {}

    record GiveUp(String reason) implements Result {}

    record Again(String reason) implements Result {}
  }

  private boolean next() {
    Instant now = system.instant();
    // A column holds no more than microseconds, and the lease is compared with it.
    Instant leaseEnd = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
    Optional<Claimed> claimed = database.write(tx -> FetchStore.claim(tx, now, leaseEnd));
    claimed.ifPresent(this::carryOut);
    return claimed.isPresent();
  }

  private void carryOut(Claimed claimed) {
    try {
      switch (fetch(claimed.task())) {
        case Result.Do it ->
            database.execute(
                tx -> {
                  it.effect().accept(tx);
                  FetchStore.done(tx, claimed);
                });
        case Result.GiveUp it -> giveUp(claimed, it.reason());
        case Result.Again it -> again(claimed, it.reason());
      }
    } catch (ProtocolException e) {
      giveUp(claimed, e.code() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, claimed.task().address() + " cannot be handled now", e);
      again(claimed, e.toString());
    }
  }

  private Result fetch(FetchStore.Task task) {
    return switch (task.kind()) {
      case POST -> post(task);
      case ACTOR -> actor(ActorId.of(task.address()));
      case MOVE -> move(task.address(), Objects.requireNonNull(task.targetOrNull()));
    };
  }

  private Result post(FetchStore.Task task) {
    return switch (fetcher.fetch(URI.create(task.address()))) {
      case ObjectFetcher.Outcome.Found found ->
          new Result.Do(
              tx ->
                  posts.store(tx, new ActivityDocument(found.document()), true, system.instant()));
      case ObjectFetcher.Outcome.None none -> new Result.GiveUp(none.reason());
      case ObjectFetcher.Outcome.NotNow not -> new Result.Again(not.reason());
    };
  }

  /** Followers take what is for them where the actor says now, or are followers no more. */
  private Result actor(ActorId id) {
    Optional<ActorLookup> lookup = directory.refetch(id);
    if (lookup.isEmpty()) {
      return new Result.Again("It was fetched a moment ago.");
    }
    return switch (lookup.get()) {
      case ActorLookup.Found found -> new Result.Do(tx -> readdress(tx, found.actor().document()));
      case ActorLookup.NoActor no when no.isGone() ->
          new Result.Do(tx -> DepartedActors.remove(tx, id));
      case ActorLookup.NoActor no -> new Result.GiveUp(no.reason());
      case ActorLookup.Unreachable not -> new Result.Again(not.reason());
    };
  }

  private static void readdress(Transaction tx, ActorDocument actor) {
    FollowerStore.readdress(tx, actor.id(), actor.inbox(), Follows.sharedInbox(actor).orElse(null));
    FollowingStore.readdress(tx, actor.id(), actor.inbox());
  }

  private Result move(String from, String to) {
    ObjectFetcher.Outcome old = fetcher.fetch(URI.create(from));
    ObjectFetcher.Outcome present = fetcher.fetch(URI.create(to));
    if (old instanceof ObjectFetcher.Outcome.Found left
        && present instanceof ObjectFetcher.Outcome.Found right) {
      ActorDocument source = Moves.actor(left);
      ActorDocument target = Moves.actor(right);
      return source.id().toString().equals(from) && Moves.agree(source, target)
          ? new Result.Do(tx -> moves.carryOut(tx, source.id(), target))
          : new Result.GiveUp("The two actors do not name each other.");
    }
    return old instanceof ObjectFetcher.Outcome.None
            || present instanceof ObjectFetcher.Outcome.None
        ? new Result.GiveUp("One of the two actors is not there.")
        : new Result.Again("One of the two servers does not answer.");
  }

  private void giveUp(Claimed claimed, String reason) {
    database.execute(tx -> FetchStore.failed(tx, claimed, reason, null));
    LOG.log(System.Logger.Level.INFO, "{0} is not fetched: {1}", claimed.task().address(), reason);
  }

  private void again(Claimed claimed, String reason) {
    if (claimed.attempts() + 1 >= MOST_ATTEMPTS) {
      giveUp(claimed, reason);
      return;
    }
    double jitter = ThreadLocalRandom.current().nextDouble();
    Duration pause = schedule.pauseAfter(claimed.attempts() + 1, Duration.ZERO, jitter);
    Instant nextTry = system.instant().plus(pause);
    database.execute(tx -> FetchStore.failed(tx, claimed, reason, nextTry));
  }

  @Override
  public void close() {
    workers.forEach(Worker::close);
  }
}
