package org.farthing.node.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
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
  private static final System.Logger LOG = System.getLogger(ActorKeyRing.class.getName());
  private static final int MOST_IN_MEMORY = 10_000;

  /** How long another process's change of a key may go unseen. */
  static final Duration KEPT_IN_MEMORY = Duration.ofMinutes(1);

  /** Until when a replaced key may still have signed something: far longer than that. */
  private static final Duration OVERLAP = Duration.ofMinutes(10);

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

  /** Makes the keys of the node's own actor and of its bot when there are none yet. */
  public ActorKeyRing(Database database, NodeSecret secret, LocalIds ids, InstantSource system) {
    this.database = database;
    this.secret = secret;
    this.ids = ids;
    this.system = system;
    database.execute(
        tx -> {
          create(tx, ids.node());
          create(tx, ids.bot());
        });
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

  /** All keys of an actor so far, oldest first; none is made for that. */
  public List<PublishedKey> known(ActorId actor) {
    return keys(actor).published();
  }

  /** As {@link #rotate(ActorId, Consumer)}, with nothing alongside. */
  public Named<Ed25519SigningKey> rotate(ActorId actor) {
    return rotate(actor, _ -> {});
  }

  /**
   * Replaces both keys of an actor. The old ones stay published with the dates of their use, so
   * that what they signed can still be checked. Here they sign nothing more; what another process
   * signs until it hears of the new ones counts, too.
   *
   * @param alongside what is written in the same transaction
   * @return the next key for proofs
   */
  public Named<Ed25519SigningKey> rotate(ActorId actor, Consumer<Transaction> alongside) {
    OwnKeys old = keys(actor);
    inUse(actor, old);
    StoredKey next = next(actor, old);
    Instant end = system.instant().plus(OVERLAP);
    database.execute(
        tx -> {
          old.ed25519().ifPresent(key -> retire(tx, actor, key.id(), end));
          old.rsa().ifPresent(key -> retire(tx, actor, key.id(), end));
          store.insert(tx, path(actor), next);
          alongside.accept(tx);
        });
    unsealed.invalidate(actor);
    LOG.log(
        System.Logger.Level.INFO,
        "{0} has new keys, {1} for proofs; the old ones sign nothing more from {2} on",
        actor,
        next.fragment(),
        end);
    return inUse(actor, keys(actor));
  }

  /** What came of declaring that a key is in wrong hands. */
  public sealed interface Revocation {

    /**
     * The key is revoked.
     *
     * @param inUse the key that signs proofs now, another one than before when it was that
     */
    record Revoked(URI inUse) implements Revocation {}

    /** That was known. */
    record AlreadyRevoked() implements Revocation {}

    /** The actor has no such key. */
    record UnknownKey() implements Revocation {}
  }

  /**
   * A key is in wrong hands: it is published as revoked from now on, and replaced if it was in use.
   * What it signed counts from now on only where something else shows that it was said.
   *
   * @param fragment of the key's id
   * @param alongside what is written in the same transaction
   */
  public Revocation revoke(ActorId actor, String fragment, Consumer<Transaction> alongside) {
    OwnKeys old = keys(actor);
    boolean known =
        old.published().stream().anyMatch(key -> key.id().getFragment().equals(fragment));
    if (!known) {
      return new Revocation.UnknownKey();
    }
    StoredKey next = next(actor, old);
    boolean isInUse = inUse(actor, old).id().getFragment().equals(fragment);
    Instant now = system.instant();
    boolean revoked =
        database.write(
            tx -> {
              if (!store.revoke(tx, path(actor), fragment, now)) {
                return false;
              }
              if (isInUse) {
                store.insert(tx, path(actor), next);
              }
              alongside.accept(tx);
              return true;
            });
    unsealed.invalidate(actor);
    if (!revoked) {
      return new Revocation.AlreadyRevoked();
    }
    LOG.log(System.Logger.Level.WARNING, "{0}#{1} is revoked", actor, fragment);
    return new Revocation.Revoked(inUse(actor, keys(actor)).id());
  }

  private StoredKey next(ActorId actor, OwnKeys old) {
    return seal(actor, fragment(ED25519_FRAGMENT, old), Ed25519SigningKey.generate(random));
  }

  private void retire(Transaction tx, ActorId actor, URI keyId, Instant end) {
    store.retire(tx, path(actor), keyId.getFragment(), end);
  }

  /**
   * Keys of actors here that were revoked from an instant on, which other processes may have done.
   */
  List<Revoked> revokedSince(Instant from) {
    return database.read(tx -> store.revokedSince(tx, from)).stream()
        .map(
            place ->
                new Revoked(new ActorId(ids.origin().resolve(place.actor())), place.fragment()))
        .toList();
  }

  /** A revoked key and whose it was. */
  record Revoked(ActorId actor, String fragment) {

    URI id() {
      return URI.create(actor + "#" + fragment);
    }
  }

  /** Reads the actor's keys anew when they are needed next. */
  void forget(ActorId actor) {
    unsealed.invalidate(actor);
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
              id,
              Pem.verificationKey(key.publicPem()),
              key.validFrom(),
              key.validUntilOrNull(),
              key.revokedAtOrNull()));
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
    return new StoredKey(fragment, publicPem, sealed, system.instant(), null, null);
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
