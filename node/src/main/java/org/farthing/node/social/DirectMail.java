package org.farthing.node.social;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.federation.outbox.Outbox;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/**
 * What an actor here says to one person elsewhere, and to nobody else: a note addressed to them
 * that mentions them, as servers want it to show it as a private mention. It stands nowhere here.
 */
public final class DirectMail {

  private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

  private final SocialMail ids;
  private final ActivitySigner signer;
  private final Outbox outbox;
  private final ActorDirectory directory;
  private final InstantSource system;

  DirectMail(
      SocialMail ids,
      ActivitySigner signer,
      Outbox outbox,
      ActorDirectory directory,
      InstantSource system) {
    this.ids = ids;
    this.signer = signer;
    this.outbox = outbox;
    this.directory = directory;
    this.system = system;
  }

  /**
   * Says something; nothing to who has blocked the actor, or is not known here.
   *
   * @param answersOrNull the post that it answers
   * @param html paragraphs
   */
  public void say(
      Transaction tx,
      ActorId owner,
      ActorId to,
      @Nullable ActivityId answersOrNull,
      String html,
      Locale language) {
    Optional<ActorDocument> person = directory.known(tx, to).map(RemoteActor::document);
    if (person.isEmpty() || SocialActorStore.hasBlocked(tx, LocalPath.of(owner), to)) {
      return;
    }
    JsonObject create =
        Json.newObject(activity(owner, to))
            .add("object", note(owner, person.get(), answersOrNull, html, language))
            .build();
    outbox.sendAll(tx, signer.sign(tx, create, owner), List.of(person.get().inbox()));
  }

  /** Whether an actor is a person, as far as is known; machines answer for ever. */
  public boolean isPerson(Transaction tx, ActorId actor) {
    return directory
        .known(tx, actor)
        .filter(it -> it.document().types().contains("Person"))
        .isPresent();
  }

  private JsonObject activity(ActorId owner, ActorId to) {
    return Json.newObject()
        .add("@context", ACTIVITY_STREAMS)
        .add("id", ids.newId().toString())
        .add("type", "Create")
        .add("actor", owner.toString())
        .add("published", now())
        .add("to", Json.newArray().add(to.toString()))
        .build();
  }

  private JsonObjectBuilder note(
      ActorId owner,
      ActorDocument person,
      @Nullable ActivityId answersOrNull,
      String html,
      Locale language) {
    String id = person.id().toString();
    String name = person.preferredUsername().orElse("you");
    String content = mention(id, name) + html;
    JsonObjectBuilder note =
        Json.newObject()
            .add("id", owner + "/notes/" + Uuid7.next())
            .add("type", "Note")
            .add("attributedTo", owner.toString())
            .add("published", now())
            .add("to", Json.newArray().add(id))
            .add("cc", Json.newArray())
            .add("content", content)
            .add("contentMap", Json.newObject().add(language.toLanguageTag(), content))
            .add("tag", tag(id, "@" + name + "@" + person.id().origin().authority()));
    if (answersOrNull != null) {
      note.add("inReplyTo", answersOrNull.toString());
    }
    return note;
  }

  private static String mention(String id, String name) {
    return "<p><span class=\"h-card\"><a href=\"%s\" class=\"u-url mention\">@<span>%s</span></a></span></p>"
        .formatted(Entities.escape(id), Entities.escape(name));
  }

  private static JsonArrayBuilder tag(String id, String handle) {
    return Json.newArray()
        .add(Json.newObject().add("type", "Mention").add("href", id).add("name", handle));
  }

  private String now() {
    return system.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
