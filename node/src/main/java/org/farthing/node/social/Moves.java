package org.farthing.node.social;

import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;

/** Actors elsewhere that go from one server to another, and take who follows them along. */
final class Moves {

  private final OwnActors actors;
  private final Followings followings;
  private final SocialMail mail;
  private final FetchQueue fetches;

  Moves(OwnActors actors, Followings followings, SocialMail mail, FetchQueue fetches) {
    this.actors = actors;
    this.followings = followings;
    this.mail = mail;
    this.fetches = fetches;
  }

  /** An actor says that it moves; what both of its documents say is looked at first. */
  void announced(Transaction tx, VerifiedActivity activity) {
    ActorId from =
        activity
            .document()
            .object()
            .id()
            .map(id -> new ActorId(id.uri()))
            .orElseThrow(() -> new ProtocolException("missing", "No id.").under("/object"));
    ActorId to = activity.document().target();
    if (!activity.actor().equals(from) && !activity.actor().equals(to)) {
      throw new ProtocolException("wrong_actor", "Others cannot say that an actor moves.");
    }
    boolean concernsUs =
        !FollowerStore.ownersOf(tx, from).isEmpty() || !FollowingStore.ownersOf(tx, from).isEmpty();
    if (concernsUs && !from.equals(to)) {
      fetches.move(tx, from, to);
    }
  }

  /** Whether each of the two names the other. */
  static boolean agree(ActorDocument from, ActorDocument to) {
    return from.movedTo().filter(to.id()::equals).isPresent()
        && to.alsoKnownAs().stream().anyMatch(it -> it.toString().equals(from.id().toString()));
  }

  /** Both sides have said so: what there is of one actor is the other's now. */
  void carryOut(Transaction tx, ActorId from, ActorDocument to) {
    SocialActorStore.lock(tx, from.compareTo(to.id()) < 0 ? from : to.id());
    SocialActorStore.lock(tx, from.compareTo(to.id()) < 0 ? to.id() : from);
    for (String owner : FollowerStore.ownersOf(tx, from)) {
      moveFollower(tx, owner, from, to);
    }
    for (String owner : FollowingStore.ownersOf(tx, from)) {
      moveFollowing(tx, owner, from, to);
    }
  }

  private static void moveFollower(Transaction tx, String owner, ActorId from, ActorDocument to) {
    Follower old = FollowerStore.find(tx, owner, from).orElseThrow();
    if (FollowerStore.find(tx, owner, to.id()).isEmpty()) {
      FollowerStore.save(
          tx,
          owner,
          new Follower(
              0,
              to.id(),
              old.follow(),
              to.inbox(),
              Follows.sharedInbox(to).orElse(null),
              old.accepted(),
              old.since()));
    }
    FollowerStore.remove(tx, old.sequence());
  }

  private void moveFollowing(Transaction tx, String path, ActorId from, ActorDocument to) {
    ActorId owner = new ActorId(LocalPath.id(actors.ids(), path));
    Following old = FollowingStore.find(tx, path, from).orElseThrow();
    FollowingStore.remove(tx, old.sequence());
    mail.unfollow(tx, owner, old);
    if (!actors.ids().isLocal(to.id()) && !SocialActorStore.hasBlocked(tx, path, to.id())) {
      followings.follow(tx, owner, to);
    }
  }

  /** The actor that a document describes, which has an inbox. */
  static ActorDocument actor(ObjectFetcher.Outcome.Found found) {
    ActorDocument actor = new ActorDocument(found.document());
    actor.inbox();
    return actor;
  }
}
