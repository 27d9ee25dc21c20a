package org.farthing.node.federation.actor;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;

/** Finds the actor that a handle or an address of this node stands for (RFC 7033). */
final class WebFinger {

  private static final String ACCOUNT = "acct:";

  private final LocalIds ids;
  private final LocalActors members;

  WebFinger(LocalIds ids, LocalActors members) {
    this.ids = ids;
    this.members = members;
  }

  static boolean isWellFormed(String resource) {
    return resource.startsWith(ACCOUNT)
        ? resource.indexOf('@', ACCOUNT.length() + 1) > 0
        : resource.startsWith("https://") || resource.startsWith("http://");
  }

  /**
   * What is known of a resource; nothing when it is none of this node's.
   *
   * @param resource {@code acct:alice@a.example}, the id of an actor, or the bare origin
   */
  Optional<JsonObject> find(String resource) {
    return name(resource).flatMap(this::descriptor);
  }

  private Optional<String> name(String resource) {
    String origin = ids.origin().toString();
    if (resource.startsWith(ACCOUNT)) {
      int at = resource.lastIndexOf('@');
      return resource.substring(at + 1).equalsIgnoreCase(ids.origin().authority())
          ? Optional.of(resource.substring(ACCOUNT.length(), at))
          : Optional.empty();
    }
    if (resource.equals(origin)
        || resource.equals(origin + "/")
        || resource.equals(ids.node().toString())) {
      return Optional.of(LocalIds.NODE_NAME);
    }
    return resource.startsWith(origin + "/")
        ? ids.memberName(ActorId.of(resource))
        : Optional.empty();
  }

  private Optional<JsonObject> descriptor(String name) {
    if (name.equals(LocalIds.NODE_NAME)) {
      return Optional.of(descriptor(name, ids.node()));
    }
    return members.member(name).map(member -> descriptor(name, ids.member(name)));
  }

  private JsonObject descriptor(String name, ActorId actor) {
    return Json.createObjectBuilder()
        .add("subject", ACCOUNT + name + "@" + ids.origin().authority())
        .add("aliases", Json.createArrayBuilder().add(actor.toString()))
        .add(
            "links",
            Json.createArrayBuilder()
                .add(link("self", ActivityMedia.TYPE, actor))
                .add(link("http://webfinger.net/rel/profile-page", "text/html", actor)))
        .build();
  }

  private static JsonObjectBuilder link(String rel, String type, ActorId actor) {
    return Json.createObjectBuilder()
        .add("rel", rel)
        .add("type", type)
        .add("href", actor.toString());
  }
}
