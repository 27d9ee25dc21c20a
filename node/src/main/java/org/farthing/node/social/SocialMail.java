package org.farthing.node.social;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;

/** What actors of this node say about following, written, proven and put in the outbox. */
final class SocialMail {

  private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

  private final LocalIds ids;
  private final ActivitySigner signer;
  private final Outbox outbox;

  SocialMail(LocalIds ids, ActivitySigner signer, Outbox outbox) {
    this.ids = ids;
    this.signer = signer;
    this.outbox = outbox;
  }

  /** An id for an activity that is about to be made. */
  ActivityId newId() {
    return new ActivityId(ids.origin().resolve("/activities/" + Uuid7.next()));
  }

  /** With the Follow in it: Mastodon and others look there for whom it is about. */
  void accept(Transaction tx, ActorId owner, Follower follower) {
    answer(tx, "Accept", owner, follower);
  }

  void reject(Transaction tx, ActorId owner, Follower follower) {
    answer(tx, "Reject", owner, follower);
  }

  private void answer(Transaction tx, String type, ActorId owner, Follower follower) {
    JsonObject asked = follow(follower.follow(), follower.actor(), owner).build();
    send(tx, activity(newId(), type, owner, follower.actor(), asked), owner, follower.inbox());
  }

  void follow(Transaction tx, ActorId owner, Following following) {
    JsonObject document =
        addressed(follow(following.follow(), owner, following.actor()), following.actor());
    send(tx, document, owner, following.inbox());
  }

  void unfollow(Transaction tx, ActorId owner, Following following) {
    JsonObject undone = follow(following.follow(), owner, following.actor()).build();
    JsonObject undo = activity(newId(), "Undo", owner, following.actor(), undone);
    send(tx, undo, owner, following.inbox());
  }

  private static JsonObjectBuilder follow(ActivityId id, ActorId actor, ActorId object) {
    return Json.newObject()
        .add("id", id.toString())
        .add("type", "Follow")
        .add("actor", actor.toString())
        .add("object", object.toString());
  }

  private static JsonObject activity(
      ActivityId id, String type, ActorId actor, ActorId to, JsonObject object) {
    return addressed(
        Json.newObject()
            .add("id", id.toString())
            .add("type", type)
            .add("actor", actor.toString())
            .add("object", object),
        to);
  }

  private static JsonObject addressed(JsonObjectBuilder activity, ActorId to) {
    return activity
        .add("@context", ACTIVITY_STREAMS)
        .add("to", Json.newArray().add(to.toString()))
        .build();
  }

  private void send(Transaction tx, JsonObject document, ActorId owner, URI inbox) {
    outbox.sendAll(tx, signer.sign(tx, document, owner), List.of(inbox));
  }
}
