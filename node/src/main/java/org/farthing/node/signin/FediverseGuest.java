package org.farthing.node.signin;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.nio.charset.StandardCharsets;
import org.farthing.node.identity.ShownActor;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has shown an account elsewhere that is no member's, and can join.
 *
 * @param handle of the account, {@code bob@social.example}
 * @param name that they show there; empty when they show none
 * @param invitation the token of the link that they follow; empty when they follow none
 */
record FediverseGuest(
    ShownActor actor, String handle, String name, Onward onward, String invitation) {

  @Nullable Secret invitationOrNull() {
    return invitation.isEmpty() ? null : new Secret(invitation);
  }

  byte[] toBytes() {
    JsonArrayBuilder domains = Json.newArray();
    actor.domains().forEach(domains::add);
    return Json.newObject()
        .add("actor", actor.id().toString())
        .add("domains", domains)
        .add("handle", handle)
        .add("name", name)
        .add("onward", onward.toJson())
        .add("invitation", invitation)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static FediverseGuest read(byte[] bytes) {
    JsonObject json = Json.parseObject(bytes);
    return new FediverseGuest(
        new ShownActor(
            ActorId.of(json.getString("actor")),
            json.getJsonArray("domains").getValuesAs(JsonString::getString)),
        json.getString("handle"),
        json.getString("name"),
        Onward.of(json.getJsonObject("onward")),
        json.getString("invitation"));
  }

  /** Without what was typed. */
  @Override
  public String toString() {
    return "FediverseGuest[" + handle + "]";
  }
}
