package org.farthing.node.social;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;

/**
 * What members say of posts elsewhere, written, proven and put in the outbox: a like to the author
 * alone, as Mastodon has it, a boost to the member's followers, too.
 */
final class ReactionMail {

  private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";
  private static final String PUBLIC = ACTIVITY_STREAMS + "#Public";

  private final ActivitySigner signer;
  private final Outbox outbox;
  private final ActorDirectory directory;

  ReactionMail(ActivitySigner signer, Outbox outbox, ActorDirectory directory) {
    this.signer = signer;
    this.outbox = outbox;
    this.directory = directory;
  }

  void say(Transaction tx, ActorId owner, OwnReaction said) {
    send(tx, owner, said, document(owner, said));
  }

  /**
   * @param undo the id of the word that takes it back
   */
  void takeBack(Transaction tx, ActorId owner, OwnReaction said, ActivityId undo) {
    JsonObjectBuilder document =
        Json.newObject()
            .add("@context", ACTIVITY_STREAMS)
            .add("id", undo.toString())
            .add("type", "Undo")
            .add("actor", owner.toString());
    addAudience(document, owner, said);
    send(tx, owner, said, document.add("object", embedded(owner, said)).build());
  }

  /** The activity as everybody may fetch it, without a proof. */
  JsonObject document(ActorId owner, OwnReaction said) {
    return Json.newObject(embedded(owner, said).build()).add("@context", ACTIVITY_STREAMS).build();
  }

  private static JsonObjectBuilder embedded(ActorId owner, OwnReaction said) {
    JsonObjectBuilder activity =
        Json.newObject()
            .add("id", said.activity().toString())
            .add("type", said.kind().type())
            .add("actor", owner.toString())
            .add("object", said.object().toString())
            .add("published", said.since().toString());
    addAudience(activity, owner, said);
    return activity;
  }

  private static void addAudience(JsonObjectBuilder to, ActorId owner, OwnReaction said) {
    JsonArrayBuilder author = Json.newArray().add(said.author().toString());
    switch (said.kind()) {
      case LIKE -> to.add("to", author);
      case BOOST ->
          to.add("to", Json.newArray().add(PUBLIC)).add("cc", author.add(owner + "/followers"));
    }
  }

  private void send(Transaction tx, ActorId owner, OwnReaction said, JsonObject document) {
    outbox.sendAll(tx, signer.sign(tx, document, owner), inboxes(tx, owner, said));
  }

  /** A server that hears it for its followers anyway hears it once. */
  private Set<URI> inboxes(Transaction tx, ActorId owner, OwnReaction said) {
    Set<URI> inboxes =
        switch (said.kind()) {
          case LIKE -> new LinkedHashSet<>();
          case BOOST -> new LinkedHashSet<>(FollowerStore.inboxes(tx, LocalPath.of(owner)));
        };
    Optional<ActorDocument> author = directory.known(tx, said.author()).map(RemoteActor::document);
    author
        .filter(it -> Follows.sharedInbox(it).filter(inboxes::contains).isEmpty())
        .ifPresent(it -> inboxes.add(it.inbox()));
    return inboxes;
  }
}
