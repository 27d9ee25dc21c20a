package org.farthing.node.federation.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.directory.ActorLookup.Found;
import org.farthing.node.federation.directory.ActorLookup.NoActor;
import org.farthing.node.federation.directory.ActorLookup.Unreachable;
import org.farthing.node.federation.directory.ActorStore.StoredActor;
import org.farthing.node.federation.signing.OriginSchemes;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;

/**
 * Knows the actors of other servers: in memory, in the database, or by asking their servers. Safe
 * for use by many threads; several that look for the same actor share one request. Never to be
 * called while a transaction is open, but for what takes one.
 */
public final class ActorDirectory {

  private static final int MOST_IN_MEMORY = 10_000;

  /** Names, inboxes and keys change seldom, and a wrong key has its actor fetched again at once. */
  private static final Duration FRESH = Duration.ofDays(1);

  /**
   * A node's keys move money, and are asked for the sooner: until then one that its owner has
   * declared to be in wrong hands is taken for good, unless a newer one was seen.
   */
  private static final Duration NODE_FRESH = Duration.ofHours(1);

  /** Bad signatures in an actor's name have it fetched again no more often than that. */
  private static final Duration BETWEEN_REFETCHES = Duration.ofMinutes(1);

  private final Database database;
  private final LocalIds ids;
  private final ActorFetcher fetcher;
  private final HandleResolver handles;
  private final InstantSource system;
  private final OriginSchemes schemes;
  private final ActorStore store = new ActorStore();
  private final FetchBudget budget = new FetchBudget();
  private final Cache<ActorId, RemoteActor> known =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).build();
  private final Cache<ActorId, Boolean> refetched =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).expireAfterWrite(BETWEEN_REFETCHES).build();
  private final ConcurrentMap<ActorId, CompletableFuture<ActorLookup>> underWay =
      new ConcurrentHashMap<>();

  /**
   * @param client for what is asked unsigned
   * @param signed for all else
   * @param schemes told where Farthing nodes stand
   */
  public ActorDirectory(
      Database database,
      GuardedHttpClient client,
      SignedClient signed,
      OriginSchemes schemes,
      LocalIds ids,
      InstantSource system) {
    this.database = database;
    this.ids = ids;
    this.schemes = schemes;
    this.fetcher = new ActorFetcher(signed, system);
    this.handles = new HandleResolver(client, ids.origin().scheme());
    this.system = system;
  }

  /**
   * The actor, which its server is asked for when it is unknown, or was last asked for too long
   * ago. What was known holds when its server cannot be reached.
   */
  public ActorLookup find(ActorId id) {
    RemoteActor inMemory = known.getIfPresent(id);
    if (inMemory != null && isFresh(inMemory)) {
      return new Found(inMemory);
    }
    return shared(id, () -> findAnew(id));
  }

  /**
   * The actor as it was last fetched, be that long ago: nobody is asked, so a transaction may be.
   */
  public Optional<RemoteActor> known(Transaction tx, ActorId id) {
    return store.find(tx, id).map(ActorDirectory::read);
  }

  /** As {@link #known(Transaction, ActorId)}, in a transaction of its own. */
  public Optional<RemoteActor> known(ActorId id) {
    return stored(id);
  }

  private ActorLookup findAnew(ActorId id) {
    Optional<RemoteActor> stored = stored(id);
    if (stored.filter(this::isFresh).isPresent()) {
      return remember(stored.get());
    }
    ActorLookup lookup = fetch(id);
    return lookup instanceof Unreachable && stored.isPresent() ? remember(stored.get()) : lookup;
  }

  /**
   * Has an actor fetched again after a signature in its name failed; nothing when that was done
   * lately.
   */
  public Optional<ActorLookup> refetch(ActorId id) {
    boolean first = refetched.asMap().putIfAbsent(id, Boolean.TRUE) == null;
    return first ? Optional.of(shared(id, () -> fetch(id))) : Optional.empty();
  }

  /**
   * The actor whose key this is by its id: without its fragment, or without the last part of its
   * path, as GoToSocial names keys. None of this node's own.
   */
  public ActorLookup ownerOf(URI keyId) {
    String text = keyId.toString();
    int end = text.indexOf('#');
    String owner = end < 0 ? text.replaceFirst("/main-key$", "") : text.substring(0, end);
    try {
      ActorId id = ActorId.of(owner);
      return ids.isLocal(id) ? new NoActor(id + " is one of this node's own") : find(id);
    } catch (ProtocolException e) {
      return new NoActor(keyId + " names no actor");
    }
  }

  /**
   * The actor of the Farthing node that the actor belongs to; none when it belongs to no such node.
   */
  public ActorLookup nodeOf(RemoteActor actor) {
    Optional<ActorId> node = actor.document().nodeActor();
    return node.isPresent()
        ? find(node.get())
        : new NoActor(actor.id() + " belongs to no Farthing node");
  }

  /**
   * The actor that a handle stands for, found by WebFinger.
   *
   * @param handle {@code bob@b.example}, with or without a leading {@code @}, with a port where one
   *     is needed
   */
  public ActorLookup resolveHandle(String handle) {
    return switch (handles.resolve(handle)) {
      case HandleResolver.Resolved resolved -> find(resolved.actor());
      case HandleResolver.Failed failed -> failed.lookup();
    };
  }

  /**
   * Where all servers take messages of which an actor is known, each once: at their shared inbox,
   * or at that of each of their actors where there is none.
   */
  public Set<URI> knownInboxes(Transaction tx) {
    Set<URI> inboxes = new LinkedHashSet<>();
    store.each(
        tx,
        bytes -> {
          ActorDocument document = new ActorDocument(Json.parseObject(bytes));
          inboxes.add(document.sharedInbox().orElseGet(document::inbox));
        });
    return inboxes;
  }

  /** Waits for a request for the same actor that is under way, or makes it. */
  private ActorLookup shared(ActorId id, Supplier<ActorLookup> work) {
    CompletableFuture<ActorLookup> mine = new CompletableFuture<>();
    CompletableFuture<ActorLookup> other = underWay.putIfAbsent(id, mine);
    if (other != null) {
      return other.join();
    }
    try {
      ActorLookup lookup = work.get();
      mine.complete(lookup);
      return lookup;
    } catch (RuntimeException e) {
      mine.completeExceptionally(e);
      throw e;
    } finally {
      underWay.remove(id);
    }
  }

  private ActorLookup fetch(ActorId id) {
    if (!budget.take(id.origin())) {
      return new Unreachable(id.origin() + " was asked too often just now");
    }
    return switch (fetcher.fetch(id.uri())) {
      case Fetch.Fetched fetched when !fetched.actor().id().equals(id) ->
          new NoActor(id + " goes by another id");
      case Fetch.Fetched fetched -> {
        RemoteActor actor = fetched.actor();
        database.execute(
            tx -> store.save(tx, id, new StoredActor(fetched.bytes(), actor.fetchedAt())));
        yield remember(actor);
      }
      case Fetch.NotFetched failed -> failed.lookup();
    };
  }

  private Optional<RemoteActor> stored(ActorId id) {
    return database.read(tx -> store.find(tx, id)).map(ActorDirectory::read);
  }

  private static RemoteActor read(StoredActor row) {
    return new RemoteActor(new ActorDocument(Json.parseObject(row.document())), row.fetchedAt());
  }

  private ActorLookup remember(RemoteActor actor) {
    known.put(actor.id(), actor);
    if (actor.document().nodeActor().isPresent()) {
      schemes.isNode(actor.id().origin());
    }
    return new Found(actor);
  }

  private boolean isFresh(RemoteActor actor) {
    Duration fresh = actor.isNode() ? NODE_FRESH : FRESH;
    return system.instant().isBefore(actor.fetchedAt().plus(fresh));
  }
}
