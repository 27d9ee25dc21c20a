package org.farthing.node.federation.actor;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaVerificationKey;

/** Writes the documents of this node's actors in the form that Mastodon and others take. */
final class ActorWriter {

  private static final String ACTIVITY_STREAMS = "https://www.w3.org/ns/activitystreams";

  /** What an actor of ours knows to do (FEP-844e). */
  private static final JsonArray CAPABILITIES =
      Json.createArrayBuilder()
          .add(capability(ActorDocument.FARTHING.toString(), "Farthing"))
          .add(
              capability(
                  "https://datatracker.ietf.org/doc/html/rfc9421",
                  "RFC-9421: HTTP Message Signatures"))
          .add(capability("https://w3id.org/fep/8b32", "FEP-8b32: Object Integrity Proofs"))
          .build();

  private static final JsonArray CONTEXT =
      Json.createArrayBuilder()
          .add(ACTIVITY_STREAMS)
          .add("https://w3id.org/security/v1")
          .add("https://w3id.org/security/data-integrity/v1")
          .add("https://w3id.org/security/multikey/v1")
          .add(
              Json.createObjectBuilder()
                  .add("farthing", "https://w3id.org/farthing/ns#")
                  .add("policy", link("farthing:policy"))
                  .add("implements", link("https://w3id.org/fep/844e#implements")))
          .build();

  private final LocalIds ids;

  ActorWriter(LocalIds ids) {
    this.ids = ids;
  }

  /** The actor that speaks for the node. */
  JsonObject node(List<PublishedKey> keys) {
    return actor(ids.node(), "Application", LocalIds.NODE_NAME, keys)
        .add("name", ids.origin().authority())
        .add("inbox", ids.sharedInbox().toString())
        .add("implements", CAPABILITIES)
        .add("policy", ids.policy().toString())
        .build();
  }

  JsonObject member(LocalActor member, List<PublishedKey> keys) {
    ActorId id = ids.member(member.name());
    return actor(id, "Person", member.name(), keys)
        .add("name", member.displayName())
        .add("inbox", LocalIds.part(id, "inbox").toString())
        .add("published", member.createdAt().toString())
        .add(
            "generator",
            Json.createObjectBuilder()
                .add("type", "Application")
                .add("id", ids.node().toString())
                .add("implements", CAPABILITIES))
        .build();
  }

  /** A collection of an actor, which has nothing to show. */
  JsonObject emptyCollection(URI id) {
    return Json.createObjectBuilder()
        .add("@context", ACTIVITY_STREAMS)
        .add("id", id.toString())
        .add("type", "OrderedCollection")
        .add("totalItems", 0)
        .add("orderedItems", JsonArray.EMPTY_JSON_ARRAY)
        .build();
  }

  private JsonObjectBuilder actor(
      ActorId id, String type, String username, List<PublishedKey> keys) {
    JsonObjectBuilder actor =
        Json.createObjectBuilder()
            .add("@context", CONTEXT)
            .add("id", id.toString())
            .add("type", type)
            .add("preferredUsername", username)
            .add("url", id.toString())
            .add("outbox", LocalIds.part(id, "outbox").toString())
            .add("followers", LocalIds.part(id, "followers").toString())
            .add(
                "endpoints",
                Json.createObjectBuilder().add("sharedInbox", ids.sharedInbox().toString()));
    addKeys(actor, id, keys);
    return actor;
  }

  /**
   * Of the RSA keys only the last: most servers know one {@code publicKey}. Of the Ed25519 keys
   * all, with the dates of their use, since what they signed stays evidence.
   */
  private static void addKeys(JsonObjectBuilder actor, ActorId owner, List<PublishedKey> keys) {
    JsonArrayBuilder proofKeys = Json.createArrayBuilder();
    for (PublishedKey key : keys) {
      switch (key.key()) {
        case RsaVerificationKey _ ->
            actor.add(
                "publicKey",
                Json.createObjectBuilder()
                    .add("id", key.id().toString())
                    .add("owner", owner.toString())
                    .add("publicKeyPem", Pem.encode(key.key())));
        case Ed25519VerificationKey _ -> proofKeys.add(multikey(owner, key));
      }
    }
    actor.add("assertionMethod", proofKeys);
  }

  private static JsonObjectBuilder multikey(ActorId owner, PublishedKey key) {
    JsonObjectBuilder multikey =
        Json.createObjectBuilder()
            .add("id", key.id().toString())
            .add("type", "Multikey")
            .add("controller", owner.toString())
            .add("publicKeyMultibase", Multikey.encode(key.key()));
    if (key.validUntil() != null) {
      multikey.add("expires", key.validUntil().toString());
    }
    key.revoked().ifPresent(revoked -> multikey.add("revoked", revoked.toString()));
    return multikey;
  }

  private static JsonObjectBuilder capability(String href, String name) {
    return Json.createObjectBuilder().add("href", href).add("name", name);
  }

  private static JsonObjectBuilder link(String term) {
    return Json.createObjectBuilder().add("@id", term).add("@type", "@id");
  }
}
