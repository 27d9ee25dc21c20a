package org.farthing.node.federation.actor;

import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.util.List;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaVerificationKey;

/** Writes the documents of this node's actors in the form that Mastodon and others take. */
final class ActorWriter {

  /** What an actor of ours knows to do (FEP-844e). */
  private static final JsonArray CAPABILITIES =
      Json.newArray()
          .add(capability(ActorDocument.FARTHING.toString(), "Farthing"))
          .add(
              capability(
                  "https://datatracker.ietf.org/doc/html/rfc9421",
                  "RFC-9421: HTTP Message Signatures"))
          .add(capability("https://w3id.org/fep/8b32", "FEP-8b32: Object Integrity Proofs"))
          .build();

  private final LocalIds ids;

  ActorWriter(LocalIds ids) {
    this.ids = ids;
  }

  /** The actor that speaks for the node. */
  JsonObject node(List<PublishedKey> keys) {
    ActorId id = ids.node();
    JsonObjectBuilder actor = begin(id, "Application", LocalIds.NODE_NAME);
    addKeys(actor, id, keys);
    return actor
        .add("name", ids.origin().authority())
        .add("url", ids.origin().toString())
        .add("inbox", ids.sharedInbox().toString())
        .add("manuallyApprovesFollowers", true)
        .add("discoverable", false)
        .add("indexable", false)
        .add("implements", CAPABILITIES)
        .add("policy", ids.policy().toString())
        .build();
  }

  JsonObject member(LocalActor member, Attested attested) {
    ActorId id = ids.member(member.name());
    ActorProfile profile = member.profile();
    JsonObjectBuilder actor = begin(id, member.kind().type(), member.name());
    addKeys(actor, id, attested.keys());
    actor
        .add("name", member.displayName())
        .add("url", id.toString())
        .add("inbox", LocalIds.part(id, "inbox").toString())
        .add("published", member.createdAt().toString())
        .add("summary", profile.bioAsHtml())
        .add("manuallyApprovesFollowers", profile.approvesFollowers())
        .add("discoverable", profile.discoverable())
        .add("indexable", profile.indexable())
        .add("attachment", attachment(id, member, attested))
        .add(
            "generator",
            Json.newObject()
                .add("type", "Application")
                .add("id", ids.node().toString())
                .add("implements", CAPABILITIES));
    addChosen(actor, profile);
    if (!attested.domains().isEmpty()) {
      actor.add("attributionDomains", texts(attested.domains()));
    }
    return actor.build();
  }

  private static void addChosen(JsonObjectBuilder actor, ActorProfile profile) {
    if (!profile.alsoKnownAs().isEmpty()) {
      actor.add(
          "alsoKnownAs", texts(profile.alsoKnownAs().stream().map(ActorId::toString).toList()));
    }
    profile.movedTo().ifPresent(target -> actor.add("movedTo", target.toString()));
    profile.icon().ifPresent(icon -> actor.add("icon", image(icon)));
    profile.image().ifPresent(image -> actor.add("image", image(image)));
  }

  private JsonObjectBuilder begin(ActorId id, String type, String username) {
    JsonObjectBuilder actor =
        Json.newObject()
            .add("@context", Context.ACTOR)
            .add("id", id.toString())
            .add("type", type)
            .add("preferredUsername", username);
    CollectionRoutes.NAMES.forEach(name -> actor.add(name, LocalIds.part(id, name).toString()));
    return actor.add(
        "endpoints", Json.newObject().add("sharedInbox", ids.sharedInbox().toString()));
  }

  /** The page where the member is flattred (FEP-0ea0), and the table beside the bio. */
  private static JsonArrayBuilder attachment(ActorId id, LocalActor member, Attested attested) {
    JsonArrayBuilder attachment = Json.newArray();
    member.profile().fields().forEach(field -> attachment.add(field(field.name(), field.value())));
    attested
        .actors()
        .forEach(actor -> attachment.add(field(Origin.of(actor).host(), actor.toString())));
    return switch (member.kind()) {
      case PERSON -> attachment.add(payment(id));
      case SERVICE -> attachment;
    };
  }

  private static JsonObjectBuilder payment(ActorId id) {
    return Json.newObject()
        .add("type", "Link")
        .add("name", "Flattr")
        .add("href", id.toString())
        .add("rel", "payment");
  }

  private static JsonObjectBuilder field(String name, String value) {
    return Json.newObject()
        .add("type", "PropertyValue")
        .add("name", name)
        .add("value", PlainText.line(value));
  }

  private static JsonObjectBuilder image(URI address) {
    return Json.newObject().add("type", "Image").add("url", address.toString());
  }

  /**
   * Of the RSA keys only the last: most servers know one {@code publicKey}. Of the Ed25519 keys
   * all, with the dates of their use, since what they signed stays evidence.
   */
  private static void addKeys(JsonObjectBuilder actor, ActorId owner, List<PublishedKey> keys) {
    JsonArrayBuilder proofKeys = Json.newArray();
    for (PublishedKey key : keys) {
      switch (key.key()) {
        case RsaVerificationKey _ ->
            actor.add(
                "publicKey",
                Json.newObject()
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
        Json.newObject()
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

  private static JsonArrayBuilder texts(List<String> texts) {
    JsonArrayBuilder array = Json.newArray();
    texts.forEach(array::add);
    return array;
  }

  private static JsonObjectBuilder capability(String href, String name) {
    return Json.newObject().add("href", href).add("name", name);
  }
}
