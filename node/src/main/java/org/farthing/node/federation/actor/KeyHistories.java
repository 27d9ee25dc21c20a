package org.farthing.node.federation.actor;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.KeyHistory;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.PublishedKey;

/**
 * The key histories of this node's actors, signed by the node with its key in use: what its own
 * actor documents say of keys, in a form that outlives them. Thread-safe.
 */
public final class KeyHistories {

  private static final String PATH = "/keys";

  private final LocalIds ids;
  private final ActorKeys keys;
  private final ActivitySigner signer;
  private final InstantSource system;

  public KeyHistories(LocalIds ids, ActorKeys keys, InstantSource system) {
    this.ids = ids;
    this.keys = keys;
    this.signer = new ActivitySigner(keys, system);
    this.system = system;
  }

  /** Where the history of an actor stands, of whichever node. */
  public static URI addressOf(ActorId actor) {
    return URI.create(actor + PATH);
  }

  /** The history of an actor of this node as it is now. */
  public JsonObject signed(ActorId actor) {
    List<KeyHistory.Key> all =
        keys.published(actor).stream()
            .filter(key -> key.key() instanceof Ed25519VerificationKey)
            .map(KeyHistories::key)
            .toList();
    KeyHistory history =
        new KeyHistory(
            new ActivityId(addressOf(actor)),
            actor,
            ids.node(),
            system.instant().truncatedTo(ChronoUnit.SECONDS),
            all);
    return signer.sign(history.toDocument(), ids.node());
  }

  private static KeyHistory.Key key(PublishedKey key) {
    return new KeyHistory.Key(
        new ActivityId(key.id()),
        Multikey.encode(key.key()),
        key.validFrom(),
        key.validUntil(),
        key.revokedOrNull());
  }
}
