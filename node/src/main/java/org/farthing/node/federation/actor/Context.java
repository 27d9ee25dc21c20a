package org.farthing.node.federation.actor;

import jakarta.json.JsonArray;
import jakarta.json.JsonObjectBuilder;
import org.farthing.protocol.json.Json;

/**
 * What documents of this package say their terms mean. Besides addresses that every server knows
 * without fetching them there is only what stands inline: some servers drop what they cannot fetch.
 */
final class Context {

  static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

  private static final String DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v1";

  /** Of actors, and of activities that carry one. */
  static final JsonArray ACTOR =
      Json.newArray()
          .add(ACTIVITY_STREAMS)
          .add("https://w3id.org/security/v1")
          .add(DATA_INTEGRITY)
          .add("https://w3id.org/security/multikey/v1")
          .add(terms())
          .build();

  /** Of activities with a proof and with no terms but those of ActivityStreams. */
  static final JsonArray ACTIVITY =
      Json.newArray().add(ACTIVITY_STREAMS).add(DATA_INTEGRITY).build();

  private Context() {}

  private static JsonObjectBuilder terms() {
    return Json.newObject()
        .add("farthing", "https://w3id.org/farthing/ns#")
        .add("policy", reference("farthing:policy"))
        .add("implements", reference("https://w3id.org/fep/844e#implements"))
        .add("manuallyApprovesFollowers", "as:manuallyApprovesFollowers")
        .add("alsoKnownAs", reference("as:alsoKnownAs"))
        .add("movedTo", reference("as:movedTo"))
        .add("toot", "http://joinmastodon.org/ns#")
        .add("featured", reference("toot:featured"))
        .add("discoverable", "toot:discoverable")
        .add("indexable", "toot:indexable")
        .add("attributionDomains", reference("toot:attributionDomains"))
        .add("schema", "http://schema.org#")
        .add("PropertyValue", "schema:PropertyValue")
        .add("value", "schema:value");
  }

  private static JsonObjectBuilder reference(String term) {
    return Json.newObject().add("@id", term).add("@type", "@id");
  }
}
