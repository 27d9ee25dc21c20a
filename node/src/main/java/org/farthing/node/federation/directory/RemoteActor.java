package org.farthing.node.federation.directory;

import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.KeyRefused;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.VerificationKey;
import org.jspecify.annotations.Nullable;

/**
 * An actor of another server as its own server describes it. Immutable.
 *
 * <p>Of its keys only those are known that it owns itself, that stand on its own origin, and that
 * can be read.
 */
public final class RemoteActor {

  private final ActorId id;
  private final ActorDocument document;
  private final Instant fetchedAt;
  private final Map<URI, PublishedKey> requestKeys = new HashMap<>();
  private final Map<URI, PublishedKey> proofKeys = new HashMap<>();

  /**
   * @throws org.farthing.protocol.activity.ProtocolException when the document is none of an actor
   */
  RemoteActor(ActorDocument document, Instant fetchedAt) {
    this.id = document.id();
    this.document = document;
    this.fetchedAt = fetchedAt;
    document.inbox();
    for (ActorDocument.ProofKey key : document.assertionMethods()) {
      if (key.controller().equals(id)) {
        add(
            proofKeys,
            key.id(),
            key.expires(),
            key.revoked(),
            () -> Multikey.verificationKey(key.publicKeyMultibase()));
      }
    }
    requestKeys.putAll(proofKeys);
    for (ActorDocument.PemKey key : document.publicKeys()) {
      if (key.owner().equals(id)) {
        add(requestKeys, key.id(), null, null, () -> Pem.verificationKey(key.pem()));
      }
    }
  }

  private void add(
      Map<URI, PublishedKey> keys,
      ActivityId keyId,
      @Nullable Instant expiresOrNull,
      @Nullable Instant revokedOrNull,
      Supplier<VerificationKey> key) {
    if (!keyId.origin().equals(id.origin())) {
      return;
    }
    try {
      keys.put(
          keyId.uri(),
          new PublishedKey(keyId.uri(), key.get(), Instant.MIN, expiresOrNull, revokedOrNull));
    } catch (KeyRefused e) {
      // A key that nothing can be checked with is as good as none; the others still count.
    }
  }

  public ActorId id() {
    return id;
  }

  public ActorDocument document() {
    return document;
  }

  /** Whether it speaks for a Farthing node rather than for a person. */
  boolean isNode() {
    return document.nodeActor().filter(id::equals).isPresent();
  }

  Instant fetchedAt() {
    return fetchedAt;
  }

  /** A key for HTTP signatures; proof keys are good for these, too. */
  public Optional<PublishedKey> requestKey(URI keyId) {
    return Optional.ofNullable(requestKeys.get(keyId));
  }

  /** A key for object proofs. */
  public Optional<PublishedKey> proofKey(URI keyId) {
    return Optional.ofNullable(proofKeys.get(keyId));
  }
}
