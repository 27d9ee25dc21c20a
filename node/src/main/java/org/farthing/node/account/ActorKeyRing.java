package org.farthing.node.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.farthing.node.federation.actor.ActorKeys;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaSigningKey;
import org.farthing.protocol.signature.SigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of the node's actors: made, sealed, unsealed, and replaced. Every actor has an Ed25519
 * key from its creation on, and an RSA key from the first time that one is needed. Safe for use by
 * many threads and by several processes on one database.
 */
public final class ActorKeyRing implements ActorKeys {

  private static final String ED25519_FRAGMENT = "ed25519-key";
  private static final String RSA_FRAGMENT = "main-key";
  private static final int MOST_IN_MEMORY = 10_000;

  /** How long another process's change of a key may go unseen. */
  private static final Duration KEPT_IN_MEMORY = Duration.ofMinutes(1);

  private final Database database;
  private final ActorKeyStore store = new ActorKeyStore();
  private final NodeSecret secret;
  private final LocalIds ids;
  private final InstantSource system;
  private final SecureRandom random = new SecureRandom();
  private final Cache<ActorId, OwnKeys> unsealed =
      Caffeine.newBuilder().maximumSize(MOST_IN_MEMORY).expireAfterWrite(KEPT_IN_MEMORY).build();

  /**
   * One RSA key is made at a time, so that a crowd of first requests leaves the processor alive.
   */
  private final ReentrantLock makingRsa = new ReentrantLock();

  /** Makes the key of the node's own actor when there is none yet. */
  public ActorKeyRing(Database database, NodeSecret secret, LocalIds ids, InstantSource system) {
    this.database = database;
    this.secret = secret;
    this.ids = ids;
    this.system = system;
    database.execute(tx -> create(tx, ids.node()));
  }

  /** Gives an actor its first key. Nothing happens when it has one. */
  void create(Transaction tx, ActorId actor) {
    Ed25519SigningKey key = Ed25519SigningKey.generate(random);
    store.insert(tx, path(actor), seal(actor, ED25519_FRAGMENT, key));
  }

  @Override
  public Named<Ed25519SigningKey> ed25519(ActorId actor) {
    return inUse(actor, keys(actor));
  }

  @Override
  public Named<Ed25519SigningKey> ed25519(Transaction tx, ActorId actor) {
    OwnKeys known = unsealed.getIfPresent(actor);
    return inUse(actor, known == null ? read(tx, actor) : known);
  }

  private static Named<Ed25519SigningKey> inUse(ActorId actor, OwnKeys keys) {
    return keys.ed25519()
        .orElseThrow(() -> new IllegalStateException(actor + " is no actor of this node"));
  }

  @Override
  public Named<RsaSigningKey> rsa(ActorId actor) {
    Optional<Named<RsaSigningKey>> known = keys(actor).rsa();
    if (known.isPresent()) {
      return known.get();
    }
    makingRsa.lock();
    try {
      return keys(actor).rsa().orElseGet(() -> makeRsa(actor));
    } finally {
      makingRsa.unlock();
    }
  }

  private Named<RsaSigningKey> makeRsa(ActorId actor) {
    RsaSigningKey key = RsaSigningKey.generate(random);
    String fragment = fragment(RSA_FRAGMENT, keys(actor));
    database.execute(tx -> store.insert(tx, path(actor), seal(actor, fragment, key)));
    unsealed.invalidate(actor);
    // Another process may have been first: then its key counts, and this one was never used.
    return keys(actor).rsa().orElseThrow();
  }

  @Override
  public List<PublishedKey> published(ActorId actor) {
    rsa(actor);
    return keys(actor).published();
  }

  /**
   * Replaces both keys of an actor. The old ones sign nothing more; what they signed can still be
   * checked, since they stay published with the date of their end.
   */
  public void rotate(ActorId actor) {
    OwnKeys old = keys(actor);
    Ed25519SigningKey next = Ed25519SigningKey.generate(random);
    StoredKey sealed = seal(actor, fragment(ED25519_FRAGMENT, old), next);
    database.execute(
        tx -> {
          old.ed25519().ifPresent(key -> retire(tx, actor, key.id()));
          old.rsa().ifPresent(key -> retire(tx, actor, key.id()));
          store.insert(tx, path(actor), sealed);
        });
    unsealed.invalidate(actor);
  }

  private void retire(Transaction tx, ActorId actor, URI keyId) {
    store.retire(tx, path(actor), keyId.getFragment(), system.instant());
  }

  private OwnKeys keys(ActorId actor) {
    OwnKeys known = unsealed.getIfPresent(actor);
    return known == null ? database.read(tx -> read(tx, actor)) : known;
  }

  private OwnKeys read(Transaction tx, ActorId actor) {
    OwnKeys keys = unseal(actor, store.keys(tx, path(actor)));
    if (keys.ed25519().isPresent()) {
      unsealed.put(actor, keys);
    }
    return keys;
  }

  private OwnKeys unseal(ActorId actor, List<StoredKey> stored) {
    List<PublishedKey> published = new ArrayList<>();
    @Nullable Named<Ed25519SigningKey> ed25519 = null;
    @Nullable Named<RsaSigningKey> rsa = null;
    for (StoredKey key : stored) {
      URI id = URI.create(actor + "#" + key.fragment());
      published.add(
          new PublishedKey(
              id, Pem.verificationKey(key.publicPem()), key.validFrom(), key.validUntilOrNull()));
      if (key.sealedOrNull() != null) {
        switch (unseal(actor, key.fragment(), key.sealedOrNull())) {
          case Ed25519SigningKey signing -> ed25519 = new Named<>(id, signing);
          case RsaSigningKey signing -> rsa = new Named<>(id, signing);
        }
      }
    }
    return new OwnKeys(published, ed25519, rsa);
  }

  private StoredKey seal(ActorId actor, String fragment, SigningKey key) {
    byte[] plain = Pem.encodeSecret(key).getBytes(StandardCharsets.US_ASCII);
    byte[] sealed = secret.seal(plain, path(actor) + "#" + fragment);
    String publicPem = Pem.encode(key.verificationKey());
    return new StoredKey(fragment, publicPem, sealed, system.instant(), null);
  }

  private SigningKey unseal(ActorId actor, String fragment, byte[] sealed) {
    byte[] plain = secret.open(sealed, path(actor) + "#" + fragment);
    return Pem.signingKey(new String(plain, StandardCharsets.US_ASCII));
  }

  /** The name of an actor's next key: {@code main-key}, then {@code main-key-2}. */
  private static String fragment(String first, OwnKeys keys) {
    long before =
        keys.published().stream().filter(key -> key.id().getFragment().startsWith(first)).count();
    return before == 0 ? first : first + "-" + (before + 1);
  }

  private String path(ActorId actor) {
    if (!ids.isLocal(actor)) {
      throw new IllegalArgumentException(actor + " is no actor of this node");
    }
    return actor.uri().getPath();
  }
}
