package org.farthing.node.federation.actor;

import jakarta.json.JsonObject;
import java.time.InstantSource;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.ObjectProof;

/** Puts the proof of one of this node's actors on a document, which is then evidence for good. */
public final class ActivitySigner {

  private final ActorKeys keys;
  private final InstantSource system;

  public ActivitySigner(ActorKeys keys, InstantSource system) {
    this.keys = keys;
    this.system = system;
  }

  /** The document with a proof that names the actor's key in use. */
  public JsonObject sign(JsonObject document, ActorId actor) {
    return sign(document, keys.ed25519(actor));
  }

  /** As {@link #sign(JsonObject, ActorId)}, within a transaction. */
  public JsonObject sign(Transaction tx, JsonObject document, ActorId actor) {
    return sign(document, keys.ed25519(tx, actor));
  }

  private JsonObject sign(JsonObject document, ActorKeys.Named<Ed25519SigningKey> key) {
    return ObjectProof.sign(document, key.id(), key.key(), system.instant());
  }
}
