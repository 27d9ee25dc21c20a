package org.farthing.node.flattr;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.identity.Identities;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/** Things that can be flattred, and whose they are. Thread-safe. */
public final class Things {

  private static final int LONGEST_URL = 2048;
  private static final int REMEMBERED = 20_000;

  /** By then another process of this node has heard that a thing was withdrawn. */
  private static final Duration REMEMBERED_FOR = Duration.ofSeconds(10);

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final ThingAddresses addresses;
  private final UnclaimedFlattrs unclaimed;
  private final Identities identities;
  // Only things with a creator, which stays.
  private final Cache<String, Thing> byUrl =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(REMEMBERED_FOR).build();

  /**
   * @param unclaimed what waits here until it is known whose a thing is
   * @param identities told of things of members, for other nodes on which something may wait
   */
  public Things(
      Database database,
      InstantSource calendar,
      LocalIds ids,
      UnclaimedFlattrs unclaimed,
      Identities identities) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.addresses = new ThingAddresses(ids.origin());
    this.unclaimed = unclaimed;
    this.identities = identities;
  }

  /** By its own address or by that of its page here. */
  public Optional<Thing> find(String url) {
    Thing known = byUrl.getIfPresent(url);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Thing> found = database.read(tx -> find(tx, url, addresses));
    found.filter(thing -> thing.creatorOrNull() != null).ifPresent(it -> byUrl.put(url, it));
    return found;
  }

  public Optional<Thing> find(long id) {
    return database.read(tx -> ThingStore.find(tx, id));
  }

  /** As {@link #find(long)}, within a transaction. */
  public Optional<Thing> find(Transaction tx, long id) {
    return ThingStore.find(tx, id);
  }

  static Optional<Thing> find(Transaction tx, String url, ThingAddresses addresses) {
    OptionalLong here = addresses.thingAt(url);
    return here.isPresent() ? ThingStore.find(tx, here.getAsLong()) : ThingStore.find(tx, url);
  }

  /**
   * A member says that a thing is theirs.
   *
   * @throws Problem {@code malformed_url}, or {@code claimed} when it is somebody else's
   */
  public Thing register(String url, @Nullable String title, MemberId member, String name) {
    return database.write(tx -> register(tx, url, title, member, name));
  }

  /** As {@link #register(String, String, MemberId, String)}, within a transaction. */
  public Thing register(
      Transaction tx, String url, @Nullable String title, MemberId member, String name) {
    requireWebAddress(url);
    return add(tx, url, title, localCreator(tx, member, ids.member(name)));
  }

  /** What a member publishes here: its page is the thing. */
  public Thing publish(Transaction tx, String title, MemberId member, String name) {
    Creator creator = localCreator(tx, member, ids.member(name));
    String notYet = addresses.origin() + "/things/" + UUID.randomUUID();
    ThingStore.insertIfNew(tx, notYet, title, creator.id(), calendar.instant());
    long id = ThingStore.find(tx, notYet).orElseThrow().id();
    ThingStore.setUrl(tx, id, addresses.of(id));
    return ThingStore.find(tx, id).orElseThrow();
  }

  /** Gives a thing another title. */
  public void rename(Transaction tx, long thing, String title) {
    ThingStore.setTitle(tx, thing, title);
    forgetAfter(tx, thing);
  }

  /**
   * Takes no more flattrs of a thing. Those that were given stay, subscriptions to it end. Another
   * process of this node may take some for a few seconds more.
   */
  public void withdraw(Transaction tx, long thing) {
    ThingStore.setWithdrawn(tx, thing, calendar.instant());
    SubscriptionStore.hurry(tx, thing, calendar.instant());
    forgetAfter(tx, thing);
  }

  /**
   * Takes no more flattrs of whatever is a member's, who leaves; see {@link #withdraw}.
   *
   * @return the ids of these things
   */
  public List<Long> withdrawAll(Transaction tx, MemberId member) {
    List<Long> standing = ThingStore.standingOf(tx, member);
    standing.forEach(thing -> withdraw(tx, thing));
    return standing;
  }

  /** Gives no more flattrs to whatever is a creator's of another node, who has left it. */
  public void withdrawAll(Transaction tx, ActorId creator) {
    ThingStore.standingOf(tx, creator).forEach(thing -> withdraw(tx, thing));
  }

  /** Another node says that its creator has withdrawn a thing, which is for good. */
  void withdrawnElsewhere(Transaction tx, long thing, int peer) {
    boolean itsCreators =
        ThingStore.find(tx, thing)
            .filter(it -> !it.withdrawn())
            .flatMap(Thing::creator)
            .flatMap(Creator::peer)
            .filter(it -> it == peer)
            .isPresent();
    if (itsCreators) {
      withdraw(tx, thing);
    }
  }

  private void forgetAfter(Transaction tx, long thing) {
    String url = ThingStore.find(tx, thing).orElseThrow().url();
    tx.afterCommit(() -> byUrl.invalidateAll(List.of(url, addresses.of(thing))));
  }

  /**
   * A thing of a creator of another node, or of nobody who is known yet.
   *
   * @param peer the creator's node; null exactly when the creator is
   * @throws Problem {@code malformed_url}, or {@code claimed} when it is somebody else's
   */
  public Thing declare(String url, @Nullable ActorId creator, @Nullable Integer peer) {
    return declare(url, null, creator, peer);
  }

  /** As {@link #declare(String, ActorId, Integer)}, with a title if it has none yet. */
  Thing declare(
      String url, @Nullable String title, @Nullable ActorId creator, @Nullable Integer peer) {
    requireWebAddress(url);
    return database.write(
        tx -> {
          if (creator == null) {
            return add(tx, url, title, null);
          }
          ThingStore.insertCreatorIfNew(tx, creator, null, peer);
          return add(tx, url, title, ThingStore.creator(tx, creator).orElseThrow());
        });
  }

  /** A thing of nobody who is known, unless somebody is. */
  Thing unclaimed(Transaction tx, String url, @Nullable String title) {
    return add(tx, url, title, null);
  }

  private Thing add(Transaction tx, String url, @Nullable String title, @Nullable Creator creator) {
    boolean isNew =
        addresses.thingAt(url).isEmpty()
            && ThingStore.insertIfNew(
                tx, url, title, creator == null ? null : creator.id(), calendar.instant());
    Thing thing =
        find(tx, url, addresses).orElseThrow(() -> malformed("There is no such thing here."));
    if (creator == null || (!isNew && creator.equals(thing.creatorOrNull()))) {
      return thing;
    }
    if (!isNew && !ThingStore.setCreator(tx, thing.id(), creator.id(), title)) {
      throw new Problem(
          409, "claimed", "Claimed already", "This thing is somebody else's on this node.");
    }
    unclaimed.decide(tx, thing, creator);
    if (creator.member().isPresent()) {
      identities.registered(tx, URI.create(thing.url()), creator.actor());
    }
    return ThingStore.find(tx, thing.id()).orElseThrow();
  }

  /** What is published here stands at another origin from now on; for a node that moves. */
  public static void move(Transaction tx, Origin from, Origin to) {
    ThingAddresses after = new ThingAddresses(to);
    for (long thing : ThingStore.under(tx, from + "/things/")) {
      ThingStore.setUrl(tx, thing, after.of(thing));
    }
  }

  /** A member's actor goes by another id from now on; for a node that moves. */
  public static void rename(Transaction tx, MemberId member, ActorId actor) {
    ThingStore.renameCreator(tx, member, actor);
  }

  static Creator localCreator(Transaction tx, MemberId member, ActorId actor) {
    return ThingStore.creator(tx, member)
        .orElseGet(
            () -> {
              ThingStore.insertCreatorIfNew(tx, actor, member, null);
              return ThingStore.creator(tx, member).orElseThrow();
            });
  }

  static URI requireWebAddress(String url) {
    try {
      URI uri = new URI(url);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      if (!web || uri.getRawAuthority() == null || url.length() > LONGEST_URL) {
        throw malformed("It must begin with https:// and have at most 2048 characters.");
      }
      return uri;
    } catch (URISyntaxException e) {
      throw malformed(e.getReason() + ".");
    }
  }

  private static Problem malformed(String detail) {
    return new Problem(400, "malformed_url", "Not a web address", detail);
  }
}
