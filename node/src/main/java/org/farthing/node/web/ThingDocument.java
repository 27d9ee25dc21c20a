package org.farthing.node.web;

import jakarta.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.farthing.node.flattr.Thing;
import org.farthing.protocol.activity.ActorId;

/** A thing for servers: a {@code Page} of ActivityStreams that names its creator. */
final class ThingDocument {

  private ThingDocument() {}

  static byte[] of(String id, Thing thing, ActorId creator, Instant published) {
    return Json.createObjectBuilder()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", id)
        .add("type", "Page")
        .add("url", thing.url())
        .add("name", thing.title().orElse(thing.url()))
        .add("attributedTo", creator.toString())
        .add("published", published.toString())
        .add("to", "https://www.w3.org/ns/activitystreams#Public")
        .build()
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
