package org.farthing.node.flattr;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** Things that can be flattred, and whose they are. Thread-safe. */
public final class Things {

  private static final int LONGEST_URL = 2048;
  private static final int REMEMBERED = 20_000;

  private final Database database;
  private final InstantSource calendar;
  private final LocalIds ids;
  private final UnclaimedFlattrs unclaimed;
  // Only things with a creator: those do not change.
  private final Cache<String, Thing> byUrl = Caffeine.newBuilder().maximumSize(REMEMBERED).build();

  public Things(
      Database database, InstantSource calendar, LocalIds ids, UnclaimedFlattrs unclaimed) {
    this.database = database;
    this.calendar = calendar;
    this.ids = ids;
    this.unclaimed = unclaimed;
  }

  public Optional<Thing> find(String url) {
    Thing known = byUrl.getIfPresent(url);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Thing> found = database.read(tx -> ThingStore.find(tx, url));
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

  /** The newest things of a member. */
  public List<Thing> of(MemberId member, int most) {
    return database.read(
        tx ->
            ThingStore.creator(tx, member)
                .map(creator -> ThingStore.of(tx, creator.id(), most))
                .orElse(List.of()));
  }

  /**
   * A member says that a thing is theirs.
   *
   * @throws Problem {@code malformed_url}, or {@code claimed} when it is somebody else's
   */
  public Thing register(String url, @Nullable String title, MemberId member, String name) {
    requireWebAddress(url);
    return database.write(tx -> add(tx, url, title, localCreator(tx, member, ids.member(name))));
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
        ThingStore.insertIfNew(
            tx, url, title, creator == null ? null : creator.id(), calendar.instant());
    Thing thing = ThingStore.find(tx, url).orElseThrow();
    if (creator == null || (!isNew && creator.equals(thing.creatorOrNull()))) {
      return thing;
    }
    if (!isNew && !ThingStore.setCreator(tx, thing.id(), creator.id(), title)) {
      throw new Problem(
          409, "claimed", "Claimed already", "This thing is somebody else's on this node.");
    }
    unclaimed.decide(tx, thing, creator);
    return ThingStore.find(tx, url).orElseThrow();
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
