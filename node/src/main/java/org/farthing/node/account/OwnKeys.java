package org.farthing.node.account;

import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.actor.ActorKeys.Named;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.signature.RsaSigningKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one actor, unsealed.
 *
 * @param published all of them, oldest first
 * @param ed25519OrNull the one in use
 * @param rsaOrNull the one in use; made only when it is first asked for
 */
record OwnKeys(
    List<PublishedKey> published,
    @Nullable Named<Ed25519SigningKey> ed25519OrNull,
    @Nullable Named<RsaSigningKey> rsaOrNull) {

  OwnKeys {
    published = List.copyOf(published);
  }

  Optional<Named<Ed25519SigningKey>> ed25519() {
    return Optional.ofNullable(ed25519OrNull);
  }

  Optional<Named<RsaSigningKey>> rsa() {
    return Optional.ofNullable(rsaOrNull);
  }
}
