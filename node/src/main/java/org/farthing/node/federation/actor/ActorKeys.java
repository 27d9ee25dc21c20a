package org.farthing.node.federation.actor;

import java.net.URI;
import java.util.List;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaSigningKey;
import org.farthing.protocol.signature.SigningKey;

/**
 * The keys of this node's own actors. Implemented where members are kept. Within a transaction only
 * the method that takes it may be called: the others read in one of their own, and may first have
 * to make a key, which takes RSA a tenth of a second.
 */
public interface ActorKeys {

  /** The key for proofs, and for HTTP signatures between nodes. */
  Named<Ed25519SigningKey> ed25519(ActorId actor);

  /** As {@link #ed25519(ActorId)}, within a transaction. */
  Named<Ed25519SigningKey> ed25519(Transaction tx, ActorId actor);

  /** The key for HTTP signatures that all of the fediverse can check. */
  Named<RsaSigningKey> rsa(ActorId actor);

  /** All keys of an actor, in use and retired, oldest first. */
  List<PublishedKey> published(ActorId actor);

  /**
   * A key that signs, and its name.
   *
   * @param id under which the actor's document publishes the key
   */
  record Named<K extends SigningKey>(URI id, K key) {}
}
