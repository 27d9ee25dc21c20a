package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/**
 * Applause for what is here: it is counted, and moves no money. {@link Liked} is told of what may
 * be more. Thread-safe.
 */
public final class Reactions {

  private static final int LONGEST_EMOJI = 100;

  /** How somebody applauds. */
  enum Kind {
    LIKE,
    ANNOUNCE,
    EMOJI
  }

  /** How often something was liked, boosted and answered with an emoji. */
  public record Applause(long likes, long announces, long emoji) {}

  private final Database database;
  private final LocalIds ids;
  private final OwnObjects objects;
  private final Supplier<Liked> liked;

  Reactions(Database database, LocalIds ids, OwnObjects objects, Supplier<Liked> liked) {
    this.database = database;
    this.ids = ids;
    this.objects = objects;
    this.liked = liked;
  }

  /** The applause for something, none for what is not of this node. */
  public Applause of(String object) {
    return LocalPath.of(ids, object)
        .map(path -> database.read(tx -> ReactionStore.count(tx, path)))
        .orElse(new Applause(0, 0, 0));
  }

  /** A Like that was applause has become something else. */
  public void taken(Transaction tx, ActivityId like, ActorId actor) {
    ReactionStore.remove(tx, like, actor);
  }

  /** Somebody applauds; what is not ours concerns others. */
  void arrived(Transaction tx, VerifiedActivity activity, Kind kind) {
    if (TombstoneStore.has(tx, activity.id(), activity.actor())) {
      return;
    }
    path(activity.document())
        .filter(path -> objects.author(tx, path).isPresent())
        .ifPresent(
            path ->
                ReactionStore.insert(tx, path, kind, emoji(kind, activity.document()), activity));
    if (kind == Kind.LIKE) {
      object(activity.document()).ifPresent(object -> liked.get().liked(tx, activity, object));
    }
  }

  private static String emoji(Kind kind, ActivityDocument activity) {
    return kind == Kind.EMOJI ? Text.cut(activity.content().orElse("").strip(), LONGEST_EMOJI) : "";
  }

  void undone(Transaction tx, ActivityId reaction, ActorId actor) {
    ReactionStore.remove(tx, reaction, actor);
    liked.get().undone(tx, reaction, actor);
  }

  /** By what it is about: some servers undo with another id than they reacted with. */
  void undone(
      Transaction tx, ActivityDocument reaction, Kind kind, ActorId actor, Instant receivedAt) {
    path(reaction)
        .ifPresent(
            object ->
                ReactionStore.remove(tx, object, kind, emoji(kind, reaction), actor, receivedAt));
    if (kind == Kind.LIKE) {
      object(reaction).ifPresent(it -> liked.get().undone(tx, it, actor, receivedAt));
    }
  }

  private Optional<String> path(ActivityDocument activity) {
    return object(activity).flatMap(object -> LocalPath.of(ids, object.toString()));
  }

  private static Optional<URI> object(ActivityDocument activity) {
    return activity.object().id().map(ActivityId::uri);
  }
}
