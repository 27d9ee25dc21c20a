package org.farthing.protocol.proof;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.KeyHistory;
import org.jspecify.annotations.Nullable;

/**
 * Keys of which a reader knows whose they are, from elsewhere than the proof. Where a reader knows
 * keys of an actor, no others are taken for that actor's. Immutable.
 */
public final class TrustedKeys {

  /** A reader who knows no keys. */
  public static final TrustedKeys NONE = new TrustedKeys(Map.of());

  /** By actor, the keys as they are spelled, each with the instant of its revocation. */
  private final Map<ActorId, Map<String, Optional<Instant>>> keys;

  private TrustedKeys(Map<ActorId, Map<String, Optional<Instant>>> keys) {
    this.keys = keys;
  }

  /**
   * Reads {@code {"keys": [{"id", "controller", "publicKeyMultibase", "revoked"?}]}}; a node's key
   * history has this form, too. Whether it is signed is not looked at: whose keys these are, the
   * reader says.
   *
   * @throws ProtocolException when the document holds no such keys
   * @throws JsonRefused when it is no JSON
   */
  public static TrustedKeys read(byte[] document) {
    Map<ActorId, Map<String, Optional<Instant>>> keys = new HashMap<>();
    KeyHistory.readKeys(Json.parseObject(document))
        .forEach(
            owned ->
                keys.computeIfAbsent(owned.controller(), _ -> new HashMap<>())
                    .put(owned.key().publicKeyMultibase(), owned.key().revoked()));
    return new TrustedKeys(keys);
  }

  /** These keys and others. Where both know a key, it is revoked when either says so. */
  public TrustedKeys and(TrustedKeys others) {
    Map<ActorId, Map<String, Optional<Instant>>> both = new HashMap<>();
    keys.forEach((actor, known) -> both.put(actor, new HashMap<>(known)));
    others.keys.forEach(
        (actor, known) ->
            known.forEach(
                (key, revoked) ->
                    both.computeIfAbsent(actor, _ -> new HashMap<>())
                        .merge(key, revoked, (one, other) -> one.isPresent() ? one : other)));
    return new TrustedKeys(both);
  }

  boolean knows(ActorId actor) {
    return keys.containsKey(actor);
  }

  boolean trusts(ActorId actor, String multibase) {
    return keys.getOrDefault(actor, Map.of()).containsKey(multibase);
  }

  @Nullable Instant revokedOrNull(ActorId actor, String multibase) {
    return keys.getOrDefault(actor, Map.of())
        .getOrDefault(multibase, Optional.empty())
        .orElse(null);
  }
}
