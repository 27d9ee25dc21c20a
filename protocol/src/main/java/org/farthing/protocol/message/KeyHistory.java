package org.farthing.protocol.message;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * All keys with which an actor has ever proved what it says, with the dates of their use: a
 * document of its own, signed by the actor's node with its key in use. So what an actor signed can
 * be checked when its server is gone.
 *
 * @param actor whose keys they are
 * @param node the node actor of the same origin, the actor itself when that is the node
 * @param published when the node says so; what is revoked later is not in it
 */
public record KeyHistory(
    ActivityId id, ActorId actor, ActorId node, Instant published, List<Key> keys) {

  public static final int MOST_KEYS = 1_000;

  public KeyHistory {
    Checks.envelope(id, actor, published);
    if (!node.origin().equals(actor.origin())) {
      throw new ProtocolException("origin_mismatch", "Not of the origin " + actor.origin() + ".")
          .under("/attributedTo");
    }
    keys = List.copyOf(keys);
    Checks.range("/keys", 1, MOST_KEYS, keys.size());
    Set<ActivityId> known = new HashSet<>();
    for (int place = 0; place < keys.size(); place++) {
      Key key = keys.get(place);
      Checks.sameOrigin("/keys/" + place + "/id", key.id(), actor.origin());
      Checks.that(known.add(key.id()), "/keys/" + place + "/id", "A key stands here once.");
    }
  }

  /**
   * A key for object proofs, a Multikey (FEP-521a).
   *
   * @param publicKeyMultibase multibase with a multicodec prefix, not parsed
   * @param validFrom the first instant at which it signs
   * @param expiresOrNull the first instant at which it no longer signs; none while it is in use
   * @param revokedOrNull since when it is known that others may have it; what it signed counts from
   *     then on only where something else shows that it was said
   */
  public record Key(
      ActivityId id,
      String publicKeyMultibase,
      Instant validFrom,
      @Nullable Instant expiresOrNull,
      @Nullable Instant revokedOrNull) {

    public Key {
      Checks.that(
          expiresOrNull == null || !expiresOrNull.isBefore(validFrom),
          "/expires",
          "Not before its use begins.");
    }

    public Optional<Instant> revoked() {
      return Optional.ofNullable(revokedOrNull);
    }

    static Key read(Fields form) {
      form.requireType("Multikey");
      return new Key(
          form.activityId("id"),
          form.text("publicKeyMultibase"),
          form.instant("validFrom"),
          form.has("expires") ? form.instant("expires") : null,
          form.has("revoked") ? form.instant("revoked") : null);
    }

    private JsonObjectBuilder write(ActorId controller) {
      JsonObjectBuilder form =
          Wire.object("Multikey")
              .add("id", id.toString())
              .add("controller", controller.toString())
              .add("publicKeyMultibase", publicKeyMultibase)
              .add("validFrom", validFrom.toString());
      if (expiresOrNull != null) {
        form.add("expires", expiresOrNull.toString());
      }
      if (revokedOrNull != null) {
        form.add("revoked", revokedOrNull.toString());
      }
      return form;
    }
  }

  public JsonObject toDocument() {
    JsonArrayBuilder list = Wire.JSON.createArrayBuilder();
    keys.forEach(key -> list.add(key.write(actor)));
    return Vocabulary.withContextOfKeys(
        Wire.object("KeyHistory")
            .add("id", id.toString())
            .add("actor", actor.toString())
            .add("attributedTo", node.toString())
            .add("published", published.toString())
            .add("keys", list)
            .build());
  }

  /**
   * The key history that a document is, whoever sent it.
   *
   * @throws ProtocolException when the document is none
   */
  public static KeyHistory read(JsonObject document) {
    var form = new Fields(document);
    form.requireType("KeyHistory");
    ActorId actor = form.actorId("actor");
    return new KeyHistory(
        form.activityId("id"),
        actor,
        form.actorId("attributedTo"),
        form.instant("published"),
        form.objects("keys", MOST_KEYS, key -> readOf(actor, key)));
  }

  private static Key readOf(ActorId actor, Fields key) {
    Checks.that(key.actorId("controller").equals(actor), "/controller", "The actor's own key.");
    return Key.read(key);
  }

  /**
   * Keys that somebody trusts, in the form in which a key history lists them: each with its {@code
   * controller}. Nothing but the member {@code keys} is looked at.
   *
   * @throws ProtocolException when there are none, or one cannot be read
   */
  public static List<Owned> readKeys(JsonObject document) {
    return new Fields(document)
        .objects("keys", MOST_KEYS, key -> new Owned(key.actorId("controller"), readLoosely(key)));
  }

  /** A person who writes a list of keys need not know since when they are in use. */
  private static Key readLoosely(Fields key) {
    return new Key(
        key.activityId("id"),
        key.text("publicKeyMultibase"),
        key.has("validFrom") ? key.instant("validFrom") : Instant.EPOCH,
        key.has("expires") ? key.instant("expires") : null,
        key.has("revoked") ? key.instant("revoked") : null);
  }

  /** A key and whose it is. */
  public record Owned(ActorId controller, Key key) {}
}
