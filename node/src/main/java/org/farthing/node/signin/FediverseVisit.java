package org.farthing.node.signin;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.farthing.node.signin.fediverse.Asked;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of somebody who is on their way to the server of their account.
 *
 * @param asked of that server
 * @param onward where they are led then
 * @param invitation the token of the link that they follow; empty when they follow none
 */
record FediverseVisit(Asked asked, Onward onward, String invitation) {

  @Nullable Secret invitationOrNull() {
    return invitation.isEmpty() ? null : new Secret(invitation);
  }

  byte[] toBytes() {
    return Json.newObject()
        .add("server", asked.server().toString())
        .add("domain", asked.domain())
        .add("client", asked.clientId())
        .add("verifier", asked.verifier())
        .add("onward", onward.toJson())
        .add("invitation", invitation)
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  static FediverseVisit read(byte[] bytes) {
    JsonObject json = Json.parseObject(bytes);
    return new FediverseVisit(
        new Asked(
            Origin.of(json.getString("server")),
            json.getString("domain"),
            json.getString("client"),
            json.getString("verifier")),
        Onward.of(json.getJsonObject("onward")),
        json.getString("invitation"));
  }

  /** Without what was typed. */
  @Override
  public String toString() {
    return "FediverseVisit[" + asked.server() + "]";
  }
}
