package org.farthing.node.social;

import java.util.Optional;
import org.farthing.node.federation.inbox.ActivityHandler;
import org.farthing.node.federation.inbox.VerifiedActivity;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ObjectReference;
import org.farthing.protocol.activity.ProtocolException;

/**
 * What follows from the activities of ordinary servers; FEDERATION.md lists it, with the test of
 * each line. Those of one actor are handled one after the other.
 */
public final class SocialInbox implements ActivityHandler {

  private final Follows follows;
  private final Followings followings;
  private final OwnActors actors;
  private final Reactions reactions;
  private final Posts posts;
  private final Moves moves;
  private final BotMentions mentions;
  private final Flags flags;
  private final FetchQueue fetches;
  private final UnknownActivities unknown;
  private final ActorGone gone;

  SocialInbox(
      Follows follows,
      Followings followings,
      OwnActors actors,
      Reactions reactions,
      Posts posts,
      BotMentions mentions,
      Moves moves,
      Flags flags,
      FetchQueue fetches,
      UnknownActivities unknown,
      ActorGone gone) {
    this.follows = follows;
    this.followings = followings;
    this.actors = actors;
    this.reactions = reactions;
    this.posts = posts;
    this.mentions = mentions;
    this.moves = moves;
    this.flags = flags;
    this.fetches = fetches;
    this.unknown = unknown;
    this.gone = gone;
  }

  /** An actor that is deleted says nothing any more, whatever comes late. */
  @Override
  public void handle(Transaction tx, VerifiedActivity activity) {
    SocialActorStore.lock(tx, activity.actor());
    if (!SocialActorStore.isGone(tx, activity.actor())) {
      act(tx, activity);
    }
  }

  /**
   * Some servers, such as snac, like a second time under the id of the Like that they have undone.
   */
  @Override
  public boolean beginsAnew(Transaction tx, VerifiedActivity activity) {
    return switch (ActivityKind.of(activity.document())) {
      case FOLLOW, LIKE, ANNOUNCE -> TombstoneStore.lift(tx, activity.id(), activity.actor());
      case ACCEPT,
          REJECT,
          UNDO,
          BLOCK,
          EMOJI_REACT,
          DISLIKE,
          CREATE,
          UPDATE,
          DELETE,
          MOVE,
          FLAG,
          UNKNOWN ->
          false;
    };
  }

  private void act(Transaction tx, VerifiedActivity activity) {
    switch (ActivityKind.of(activity.document())) {
      case FOLLOW -> follows.asked(tx, activity);
      case ACCEPT -> followings.accepted(tx, activity);
      case REJECT -> followings.rejected(tx, activity);
      case UNDO -> undo(tx, activity);
      case BLOCK -> block(tx, activity);
      case LIKE -> reactions.arrived(tx, activity, Reactions.Kind.LIKE);
      case EMOJI_REACT -> reactions.arrived(tx, activity, Reactions.Kind.EMOJI);
      case DISLIKE -> {} // Lemmy's; there is no applause to take away.
      case ANNOUNCE -> announce(tx, activity);
      case CREATE -> {
        posts.arrived(tx, activity.document(), activity);
        mentions.created(tx, activity);
      }
      case UPDATE -> update(tx, activity);
      case DELETE -> delete(tx, activity, activity.document());
      case MOVE -> moves.announced(tx, activity);
      case FLAG -> flags.arrived(tx, activity);
      case UNKNOWN ->
          unknown.count(tx, activity.document().types().stream().findFirst().orElse(""));
    }
  }

  /** It holds for what is to come as well as for what was. */
  private void undo(Transaction tx, VerifiedActivity undo) {
    ObjectReference object = undo.document().object();
    ActorId actor = undo.actor();
    Optional<ActivityId> id = object.id();
    if (id.filter(it -> !it.origin().equals(actor.origin())).isPresent()) {
      throw foreign("An actor undoes only what is its own.");
    }
    id.ifPresent(
        it -> {
          TombstoneStore.save(tx, it, actor, undo.receivedAt());
          follows.undone(tx, it, actor);
          reactions.undone(tx, it, actor);
          SocialActorStore.unblock(tx, it, actor);
        });
    switch (object) {
      case ObjectReference.Embedded embedded -> undo(tx, undo, embedded.document());
      case ObjectReference.Named _ -> {}
    }
  }

  private void undo(Transaction tx, VerifiedActivity undo, ActivityDocument undone) {
    ActorId actor = undo.actor();
    if (undone.json().containsKey("actor") && !undone.actor().equals(actor)) {
      throw foreign("An actor undoes only what is its own.");
    }
    switch (ActivityKind.of(undone)) {
      case FOLLOW -> follows.undone(tx, undone, actor, undo.receivedAt());
      case LIKE -> reactions.undone(tx, undone, Reactions.Kind.LIKE, actor, undo.receivedAt());
      case EMOJI_REACT ->
          reactions.undone(tx, undone, Reactions.Kind.EMOJI, actor, undo.receivedAt());
      case ANNOUNCE ->
          reactions.undone(tx, undone, Reactions.Kind.ANNOUNCE, actor, undo.receivedAt());
      case BLOCK ->
          blocked(tx, undone)
              .ifPresent(owner -> SocialActorStore.unblock(tx, owner, actor, undo.receivedAt()));
      case ACCEPT, REJECT, UNDO, DISLIKE, CREATE, UPDATE, DELETE, MOVE, FLAG, UNKNOWN -> {}
    }
  }

  /** They part: neither follows the other, and nothing is sent there. */
  private void block(Transaction tx, VerifiedActivity activity) {
    Optional<String> owner = blocked(tx, activity.document());
    if (owner.isPresent() && !TombstoneStore.has(tx, activity.id(), activity.actor())) {
      SocialActorStore.block(
          tx, owner.get(), activity.actor(), activity.id(), activity.receivedAt());
      FollowerStore.remove(tx, owner.get(), activity.actor());
      FollowingStore.remove(tx, owner.get(), activity.actor());
    }
  }

  private Optional<String> blocked(Transaction tx, ActivityDocument block) {
    return block.object().id().flatMap(id -> actors.find(tx, id.toString())).map(LocalPath::of);
  }

  /** A boost; or, from Lemmy and WordPress, an activity that a group hands on to its members. */
  private void announce(Transaction tx, VerifiedActivity announce) {
    ActivityKind inner =
        switch (announce.document().object()) {
          case ObjectReference.Embedded embedded -> ActivityKind.of(embedded.document());
          case ObjectReference.Named _ -> ActivityKind.UNKNOWN;
        };
    switch (inner) {
      case UNKNOWN -> reactions.arrived(tx, announce, Reactions.Kind.ANNOUNCE);
      case CREATE, UPDATE -> posts.arrived(tx, embedded(announce), announce);
      case DELETE -> delete(tx, announce, embedded(announce));
      case FOLLOW, ACCEPT, REJECT, UNDO, BLOCK, LIKE, EMOJI_REACT, DISLIKE, ANNOUNCE, MOVE, FLAG ->
          throw foreign("Who hands this on cannot vouch for it.");
    }
  }

  private static ActivityDocument embedded(VerifiedActivity announce) {
    return switch (announce.document().object()) {
      case ObjectReference.Embedded embedded -> embedded.document();
      case ObjectReference.Named _ -> throw new IllegalStateException("only named");
    };
  }

  private void update(Transaction tx, VerifiedActivity update) {
    Optional<ActivityId> object = update.document().object().id();
    if (object.filter(id -> id.toString().equals(update.actor().toString())).isPresent()) {
      fetches.actor(tx, update.actor());
    } else {
      posts.arrived(tx, update.document(), update);
    }
  }

  private void delete(Transaction tx, VerifiedActivity from, ActivityDocument delete) {
    ActivityId object =
        delete
            .object()
            .id()
            .orElseThrow(() -> new ProtocolException("missing", "No id.").under("/object"));
    if (!object.origin().equals(from.actor().origin())) {
      throw foreign("An actor deletes only what is of its own origin.");
    }
    if (object.toString().equals(from.actor().toString())) {
      actorGone(tx, from);
      return;
    }
    TombstoneStore.save(tx, object, from.actor(), from.receivedAt());
    posts.deleted(tx, object);
    mentions.deleted(tx, object, from);
    reactions.undone(tx, object, from.actor());
  }

  private void actorGone(Transaction tx, VerifiedActivity delete) {
    ActorId actor = delete.actor();
    SocialActorStore.gone(tx, actor, delete.receivedAt());
    DepartedActors.remove(tx, actor);
    gone.gone(tx, actor);
  }

  private static ProtocolException foreign(String reason) {
    return new ProtocolException("foreign_object", reason);
  }
}
