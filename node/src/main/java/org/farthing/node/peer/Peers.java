package org.farthing.node.peer;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;

/** The nodes that this one has to do with. Thread-safe. */
public final class Peers {

  private static final int REMEMBERED = 10_000;

  private final InstantSource calendar;
  // Rows of peers never change, and are only remembered once they are read back.
  private final Cache<Integer, Peer> byId = Caffeine.newBuilder().maximumSize(REMEMBERED).build();
  private final Cache<ActorId, Peer> byActor =
      Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public Peers(InstantSource calendar) {
    this.calendar = calendar;
  }

  /** The peer of this actor, which becomes one now if it is none yet. */
  public Peer ensure(Transaction tx, ActorId actor, URI inbox) {
    return find(tx, actor)
        .orElseGet(
            () -> {
              PeerStore.insertIfNew(tx, actor, inbox, calendar.instant());
              return find(tx, actor).orElseThrow();
            });
  }

  public Optional<Peer> find(Transaction tx, ActorId actor) {
    Peer known = byActor.getIfPresent(actor);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Peer> peer = PeerStore.find(tx, actor);
    peer.ifPresent(it -> tx.afterCommit(() -> byActor.put(actor, it)));
    return peer;
  }

  /**
   * @throws IllegalArgumentException when there is no such peer
   */
  public Peer get(Transaction tx, int id) {
    Peer known = byId.getIfPresent(id);
    if (known != null) {
      return known;
    }
    Peer peer =
        PeerStore.find(tx, id).orElseThrow(() -> new IllegalArgumentException("No peer " + id));
    tx.afterCommit(() -> byId.put(id, peer));
    return peer;
  }

  /** Whether one of them is at this origin. */
  public boolean isAnyAt(Transaction tx, Origin origin) {
    return PeerStore.isAnyAt(tx, origin);
  }

  /** All of them, by name. */
  public List<Peer> all(Transaction tx) {
    return PeerStore.all(tx);
  }
}
