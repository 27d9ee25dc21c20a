package org.farthing.node.federation.actor;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import org.farthing.node.platform.Uuid7;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;

/**
 * The documents of this node's actors, and what is said to others when one of them changes. What is
 * said has no proof yet. Thread-safe.
 */
public final class ActorDocuments {

  private static final String PUBLIC = "https://www.w3.org/ns/activitystreams#Public";

  private final LocalIds ids;
  private final ActorKeys keys;
  private final ProvenLinks links;
  private final ActorWriter writer;

  public ActorDocuments(LocalIds ids, ActorKeys keys, ProvenLinks links) {
    this.ids = ids;
    this.keys = keys;
    this.links = links;
    this.writer = new ActorWriter(ids);
  }

  /** Not to be called within a transaction: a key may have to be made first. */
  public Attested attested(String name) {
    return new Attested(keys.published(ids.member(name)), links.domains(name), links.actors(name));
  }

  /** The actor that speaks for the node. */
  JsonObject node() {
    return writer.node(keys.published(ids.node()));
  }

  JsonObject member(LocalActor member) {
    return writer.member(member, attested(member.name()));
  }

  /**
   * That a member's document is another one now.
   *
   * @param attested read before the transaction in which the member has changed
   */
  public JsonObject update(LocalActor member, Attested attested) {
    ActorId actor = ids.member(member.name());
    JsonObject document = writer.member(member, attested);
    return Json.newObject()
        .add("@context", document.get("@context"))
        .add("id", actor + "#updates/" + Uuid7.next())
        .add("type", "Update")
        .add("actor", actor.toString())
        .add("to", PUBLIC)
        .add("object", Json.newObject(document).remove("@context"))
        .build();
  }

  /** That a member goes by another actor since, whom their followers are to follow. */
  public JsonObject move(String name, ActorId target) {
    ActorId actor = ids.member(name);
    return activity(actor, "Move", "#moves/" + Uuid7.next())
        .add("to", LocalIds.part(actor, "followers").toString())
        .add("object", actor.toString())
        .add("target", target.toString())
        .build();
  }

  /** That a member has left for good. */
  public JsonObject deletion(String name) {
    ActorId actor = ids.member(name);
    return activity(actor, "Delete", "#delete")
        .add("to", PUBLIC)
        .add("object", actor.toString())
        .build();
  }

  private static JsonObjectBuilder activity(ActorId actor, String type, String fragment) {
    return Json.newObject()
        .add("@context", Context.ACTIVITY)
        .add("id", actor + fragment)
        .add("type", type)
        .add("actor", actor.toString());
  }

  /** What stands for ever where something of a member stood who has left. */
  static JsonObject tombstone(URI id, String formerType, Instant since) {
    return Json.newObject()
        .add("@context", Context.ACTIVITY_STREAMS)
        .add("id", id.toString())
        .add("type", "Tombstone")
        .add("formerType", formerType)
        .add("deleted", since.toString())
        .build();
  }
}
