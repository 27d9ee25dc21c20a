package org.farthing.node.witness;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.federation.directory.RemoteActor;
import org.farthing.node.peer.Peer;
import org.farthing.protocol.signature.Ed25519VerificationKey;
import org.farthing.protocol.signature.PublishedKey;
import org.farthing.protocol.transparency.NoteKey;
import org.farthing.protocol.transparency.NoteKeyType;
import org.farthing.protocol.transparency.NoteVerdict;
import org.farthing.protocol.transparency.NoteVerdict.SignedBy;
import org.farthing.protocol.transparency.SignedNote;

/** Whether a note is signed by a peer. Never to be asked while a transaction is open. */
final class PeerKeys {

  private final ActorDirectory directory;
  private final InstantSource system;

  PeerKeys(ActorDirectory directory, InstantSource system) {
    this.directory = directory;
    this.system = system;
  }

  /**
   * The peer's signature on a note, by a key of its actor that is in use; the actor is fetched
   * again when there is none.
   */
  Optional<SignedBy> signed(SignedNote note, Peer peer, String name, NoteKeyType type) {
    Optional<SignedBy> signed = judge(note, directory.find(peer.actor()), name, type);
    return signed.isPresent()
        ? signed
        : directory.refetch(peer.actor()).flatMap(lookup -> judge(note, lookup, name, type));
  }

  private Optional<SignedBy> judge(
      SignedNote note, ActorLookup lookup, String name, NoteKeyType type) {
    return switch (lookup) {
      case ActorLookup.Found found -> judge(note, keys(found.actor(), name, type));
      case ActorLookup.NoActor _, ActorLookup.Unreachable _ -> Optional.empty();
    };
  }

  private static Optional<SignedBy> judge(SignedNote note, List<NoteKey> keys) {
    return switch (note.judge(keys)) {
      case NoteVerdict.Signed it -> Optional.of(it.by().getFirst());
      case NoteVerdict.Unsigned _, NoteVerdict.Forged _ -> Optional.empty();
    };
  }

  private List<NoteKey> keys(RemoteActor actor, String name, NoteKeyType type) {
    Instant now = system.instant();
    return actor.document().assertionMethods().stream()
        .flatMap(key -> actor.proofKey(key.id().uri()).stream())
        .filter(key -> key.coversAt(now))
        .map(PublishedKey::key)
        .filter(Ed25519VerificationKey.class::isInstance)
        .map(key -> new NoteKey(name, type, (Ed25519VerificationKey) key))
        .toList();
  }
}
