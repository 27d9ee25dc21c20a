package org.farthing.node.social;

import java.time.InstantSource;
import java.util.Collection;
import org.farthing.node.federation.inbox.NotYet;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;

/**
 * What has to be fetched before anything follows, stored with what gave rise to it. {@link Fetches}
 * carries it out. Thread-safe.
 */
final class FetchQueue {

  /** Nobody can make this node ask one server for more at once. */
  private static final int MOST_OF_ONE_HOST = 200;

  private final InstantSource system;
  private volatile Runnable wake = () -> {};

  FetchQueue(InstantSource system) {
    this.system = system;
  }

  /**
   * @param action what is called when there is something to fetch
   */
  void whenFilled(Runnable action) {
    wake = action;
  }

  /** A post that nobody has vouched for whom its origin makes believable. */
  void post(Transaction tx, ActivityId id) {
    add(tx, new FetchStore.Task(FetchStore.Kind.POST, id.toString(), null), id.origin());
  }

  /** An actor that has changed. */
  void actor(Transaction tx, ActorId id) {
    add(tx, new FetchStore.Task(FetchStore.Kind.ACTOR, id.toString(), null), id.origin());
  }

  /**
   * Actors with whom something may be wrong. However many they are, it was not for others to make
   * them as many.
   */
  void actors(Transaction tx, Collection<ActorId> ids) {
    ids.forEach(
        id ->
            FetchStore.insert(
                tx,
                new FetchStore.Task(FetchStore.Kind.ACTOR, id.toString(), null),
                id.origin().authority(),
                system.instant()));
    tx.afterCommit(wake);
  }

  /** An actor that says it has moved. */
  void move(Transaction tx, ActorId from, ActorId to) {
    add(
        tx,
        new FetchStore.Task(FetchStore.Kind.MOVE, from.toString(), to.toString()),
        from.origin());
  }

  private void add(Transaction tx, FetchStore.Task task, Origin origin) {
    if (FetchStore.waitingFor(tx, origin.authority()) >= MOST_OF_ONE_HOST) {
      throw new NotYet("There is too much to fetch from " + origin.authority() + ".");
    }
    FetchStore.insert(tx, task, origin.authority(), system.instant());
    tx.afterCommit(wake);
  }
}
