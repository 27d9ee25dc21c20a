package org.farthing.node.social;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/** Following of actors here by actors elsewhere. Thread-safe. */
public final class Follows {

  private final Database database;
  private final OwnActors actors;
  private final ActorDirectory directory;
  private final SocialMail mail;
  private final FollowNews news;

  Follows(
      Database database,
      OwnActors actors,
      ActorDirectory directory,
      SocialMail mail,
      FollowNews news) {
    this.database = database;
    this.actors = actors;
    this.directory = directory;
    this.mail = mail;
    this.news = news;
  }

  /** Followers of an actor here, the newest first. */
  public List<Follower> of(ActorId owner, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FollowerStore.page(tx, LocalPath.of(owner), beforeOrNull, most));
  }

  /** Who waits to be accepted, the newest first. */
  public List<Follower> requests(ActorId owner, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FollowerStore.requests(tx, LocalPath.of(owner), beforeOrNull, most));
  }

  /**
   * Accepts who has asked.
   *
   * @throws Problem 404 {@code unknown_request}
   */
  public Follower accept(ActorId owner, long request) {
    return database.write(
        tx -> {
          Follower follower = request(tx, owner, request);
          FollowerStore.accept(tx, request);
          mail.accept(tx, owner, follower);
          return follower;
        });
  }

  /**
   * Rejects who has asked; they may ask again.
   *
   * @throws Problem 404 {@code unknown_request}
   */
  public Follower reject(ActorId owner, long request) {
    return database.write(
        tx -> {
          Follower follower = request(tx, owner, request);
          FollowerStore.remove(tx, request);
          mail.reject(tx, owner, follower);
          return follower;
        });
  }

  private static Follower request(Transaction tx, ActorId owner, long request) {
    return FollowerStore.lockRequest(tx, LocalPath.of(owner), request)
        .orElseThrow(
            () ->
                new Problem(
                    404, "unknown_request", "No such request", "Nobody of this id waits for you."));
  }

  /** Somebody asks to follow an actor here. */
  void asked(Transaction tx, VerifiedActivity activity) {
    Optional<ActorId> owner = object(tx, activity.document());
    if (owner.isEmpty()
        || TombstoneStore.has(tx, activity.id(), activity.actor())
        || SocialActorStore.hasBlocked(tx, LocalPath.of(owner.get()), activity.actor())) {
      return;
    }
    boolean isNew = FollowerStore.find(tx, LocalPath.of(owner.get()), activity.actor()).isEmpty();
    boolean atOnce = !actors.profile(tx, owner.get()).approvesFollowers();
    FollowerStore.save(tx, LocalPath.of(owner.get()), follower(tx, activity, atOnce));
    Follower now =
        FollowerStore.find(tx, LocalPath.of(owner.get()), activity.actor()).orElseThrow();
    if (atOnce && !now.accepted()) {
      FollowerStore.accept(tx, now.sequence());
    }
    if (atOnce || now.accepted()) {
      mail.accept(tx, owner.get(), now);
    } else if (isNew) {
      tell(tx, owner.get(), now);
    }
  }

  private void tell(Transaction tx, ActorId owner, Follower asks) {
    String name =
        directory
            .known(tx, asks.actor())
            .flatMap(it -> it.document().preferredUsername())
            .map(it -> it + "@" + asks.actor().origin().authority())
            .orElse(asks.actor().toString());
    actors
        .owner(tx, owner)
        .ifPresent(member -> news.asked(tx, member, asks.actor(), name, asks.since()));
  }

  private Follower follower(Transaction tx, VerifiedActivity activity, boolean accepted) {
    RemoteActor actor =
        directory
            .known(tx, activity.actor())
            .orElseThrow(() -> new ProtocolException("unknown_actor", "It has no document."));
    ActorDocument document = actor.document();
    return new Follower(
        0,
        actor.id(),
        activity.id(),
        document.inbox(),
        sharedInbox(document).orElse(null),
        accepted,
        activity.receivedAt());
  }

  /** One inbox for many is believed only where the actor's own is: it may be anybody's. */
  static Optional<URI> sharedInbox(ActorDocument document) {
    Origin origin = Origin.of(document.inbox());
    return document.sharedInbox().filter(shared -> Origin.of(shared).equals(origin));
  }

  /** By the activity that asked. */
  void undone(Transaction tx, ActivityId follow, ActorId actor) {
    FollowerStore.removeByFollow(tx, follow, actor);
  }

  /** By whom it is about: some servers undo with another id than they asked with. */
  void undone(Transaction tx, ActivityDocument follow, ActorId actor, Instant receivedAt) {
    object(tx, follow)
        .flatMap(owner -> FollowerStore.find(tx, LocalPath.of(owner), actor))
        .filter(follower -> !follower.since().isAfter(receivedAt))
        .ifPresent(follower -> FollowerStore.remove(tx, follower.sequence()));
  }

  private Optional<ActorId> object(Transaction tx, ActivityDocument follow) {
    return follow.object().id().flatMap(id -> actors.find(tx, id.toString()));
  }
}
