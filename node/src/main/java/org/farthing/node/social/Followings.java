package org.farthing.node.social;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ObjectReference;
import org.jspecify.annotations.Nullable;

/** Following of actors elsewhere by members of this node. Thread-safe. */
public final class Followings {

  private final Database database;
  private final OwnActors actors;
  private final ActorDirectory directory;
  private final SocialMail mail;
  private final InstantSource system;

  Followings(
      Database database,
      OwnActors actors,
      ActorDirectory directory,
      SocialMail mail,
      InstantSource system) {
    this.database = database;
    this.actors = actors;
    this.directory = directory;
    this.mail = mail;
    this.system = system;
  }

  /** Whom an actor here follows or has asked to, the newest first. */
  public List<Following> of(ActorId owner, @Nullable Long beforeOrNull, int most) {
    return database.read(tx -> FollowingStore.all(tx, LocalPath.of(owner), beforeOrNull, most));
  }

  /**
   * Asks to follow who goes by a handle; once more changes nothing.
   *
   * @throws Problem 404 {@code unknown_actor}, 409 {@code same_node} or {@code blocked}, 503 {@code
   *     unreachable}
   */
  public Following follow(ActorId owner, String handle) {
    RemoteActor actor = resolve(handle);
    return database.write(tx -> follow(tx, owner, actor.document()));
  }

  private RemoteActor resolve(String handle) {
    if (handle.endsWith("@" + actors.ids().origin().authority())) {
      throw sameNode();
    }
    return switch (directory.resolveHandle(handle)) {
      case ActorLookup.Found found when actors.ids().isLocal(found.actor().id()) ->
          throw sameNode();
      case ActorLookup.Found found -> found.actor();
      case ActorLookup.NoActor no ->
          throw new Problem(404, "unknown_actor", "Nobody goes by this handle", no.reason());
      case ActorLookup.Unreachable not ->
          throw new Problem(503, "unreachable", "Their server does not answer now", not.reason());
    };
  }

  private static Problem sameNode() {
    return new Problem(
        409, "same_node", "Of this node", "Members of one node need not follow one another.");
  }

  /** As {@link #follow(ActorId, String)}, within a transaction. */
  Following follow(Transaction tx, ActorId owner, ActorDocument actor) {
    String path = LocalPath.of(owner);
    if (SocialActorStore.hasBlocked(tx, path, actor.id())) {
      throw new Problem(409, "blocked", "You are blocked", "They do not want to hear from you.");
    }
    Following asked =
        new Following(0, actor.id(), mail.newId(), actor.inbox(), false, system.instant());
    if (FollowingStore.insert(tx, path, asked)) {
      mail.follow(tx, owner, asked);
    }
    return FollowingStore.find(tx, path, actor.id()).orElseThrow();
  }

  /**
   * Follows no more, and says so.
   *
   * @throws Problem 404 {@code not_following}
   */
  public void unfollow(ActorId owner, long sequence) {
    database.execute(
        tx -> {
          Following following =
              FollowingStore.lock(tx, LocalPath.of(owner), sequence)
                  .orElseThrow(
                      () ->
                          new Problem(
                              404,
                              "not_following",
                              "Not followed",
                              "You follow nobody of this id."));
          FollowingStore.remove(tx, sequence);
          mail.unfollow(tx, owner, following);
        });
  }

  /** Who was asked says yes. */
  void accepted(Transaction tx, VerifiedActivity answer) {
    asked(tx, answer).ifPresent(following -> FollowingStore.accept(tx, following.sequence()));
  }

  /** Who was asked says no, or no more. */
  void rejected(Transaction tx, VerifiedActivity answer) {
    asked(tx, answer).ifPresent(following -> FollowingStore.remove(tx, following.sequence()));
  }

  /** By our activity, named or embedded; by whom it is about where its id was lost. */
  private Optional<Following> asked(Transaction tx, VerifiedActivity answer) {
    ObjectReference object = answer.document().object();
    Optional<ActivityId> id = object.id();
    if (id.isPresent()) {
      return FollowingStore.byFollow(tx, id.get(), answer.actor());
    }
    return switch (object) {
      case ObjectReference.Embedded it when it.document().is("Follow") ->
          actors
              .find(tx, it.document().actor().toString())
              .flatMap(owner -> FollowingStore.find(tx, LocalPath.of(owner), answer.actor()));
      case ObjectReference.Embedded _, ObjectReference.Named _ -> Optional.empty();
    };
  }
}
