package org.farthing.node.social;

import java.time.Instant;
import java.util.Optional;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;

/** Applause for what is here: it is counted, and moves no money. Thread-safe. */
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
  private final Liked liked;

  Reactions(Database database, LocalIds ids, OwnObjects objects, Liked liked) {
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

  /** Somebody applauds; what is not ours concerns others. */
  void arrived(Transaction tx, VerifiedActivity activity, Kind kind) {
    Optional<String> object = path(activity.document()).filter(path -> objects.exists(tx, path));
    if (object.isEmpty() || TombstoneStore.has(tx, activity.id(), activity.actor())) {
      return;
    }
    boolean isMore =
        kind == Kind.LIKE
            && liked.liked(tx, activity.actor(), LocalPath.id(ids, object.get()), activity.id());
    if (!isMore) {
      ReactionStore.insert(tx, object.get(), kind, emoji(kind, activity.document()), activity);
    }
  }

  private static String emoji(Kind kind, ActivityDocument activity) {
    return kind == Kind.EMOJI ? Text.cut(activity.content().orElse("").strip(), LONGEST_EMOJI) : "";
  }

  void undone(Transaction tx, ActivityId reaction, ActorId actor) {
    ReactionStore.remove(tx, reaction, actor);
  }

  /** By what it is about: some servers undo with another id than they reacted with. */
  void undone(
      Transaction tx, ActivityDocument reaction, Kind kind, ActorId actor, Instant receivedAt) {
    path(reaction)
        .ifPresent(
            object ->
                ReactionStore.remove(tx, object, kind, emoji(kind, reaction), actor, receivedAt));
  }

  private Optional<String> path(ActivityDocument activity) {
    return activity.object().id().flatMap(id -> LocalPath.of(ids, id.toString()));
  }
}
