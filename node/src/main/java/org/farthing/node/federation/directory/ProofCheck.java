package org.farthing.node.federation.directory;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;

/**
 * Whether a document that was handed on by somebody carries a valid proof of its author, be that an
 * actor of this node. Not to be called within a transaction: keys may have to be fetched. Safe for
 * use by many threads.
 */
public final class ProofCheck {

  private final LocalIds ids;
  private final ActorKeys keys;
  private final ActorDirectory directory;

  public ProofCheck(LocalIds ids, ActorKeys keys, ActorDirectory directory) {
    this.ids = ids;
    this.keys = keys;
    this.directory = directory;
  }

  /** Retired keys count for what they signed in their time. */
  public boolean isProven(JsonObject document, ActorId by) {
    Optional<URI> method = ObjectProof.verificationMethodOf(document);
    return method.isPresent()
        && (ids.isLocal(by)
            ? isValid(document, own(by, method.get()))
            : isProvenElsewhere(document, by, method.get()));
  }

  private boolean isProvenElsewhere(JsonObject document, ActorId by, URI method) {
    return isValid(document, remote(directory.find(by), method))
        || directory.refetch(by).filter(it -> isValid(document, remote(it, method))).isPresent();
  }

  private Optional<PublishedKey> own(ActorId actor, URI method) {
    List<PublishedKey> published = keys.published(actor);
    return published.stream().filter(key -> key.id().equals(method)).findFirst();
  }

  private static Optional<PublishedKey> remote(ActorLookup lookup, URI method) {
    return lookup instanceof ActorLookup.Found found
        ? found.actor().proofKey(method)
        : Optional.empty();
  }

  private static boolean isValid(JsonObject document, Optional<PublishedKey> key) {
    return key.filter(it -> ObjectProof.verify(document, it) == ProofVerdict.VALID).isPresent();
  }
}
