package org.farthing.protocol.proof;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.message.KeyHistory;
import org.farthing.protocol.signature.KeyRefused;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;
import org.farthing.protocol.signature.PublishedKey;
import org.jspecify.annotations.Nullable;

/**
 * The keys of those who signed something in a proof, from their key histories. A history is signed
 * by the actor's node, that of the node by itself. Of one thread.
 */
final class KeyBook {

  /** By the ids of keys as they are spelled: {@link URI}s would be equal that are not the same. */
  private final Map<ActorId, Map<String, KeyHistory.Key>> keys = new HashMap<>();

  private final Set<ActorId> signers = new LinkedHashSet<>();
  private final TrustedKeys trusted;

  private KeyBook(TrustedKeys trusted) {
    this.trusted = trusted;
  }

  /**
   * Reads and checks the histories of a proof.
   *
   * @param nodes by actor whose history must be there, no more and no less, the node that must have
   *     signed it
   */
  static KeyBook read(
      List<JsonObject> histories, SortedMap<ActorId, ActorId> nodes, TrustedKeys trusted) {
    KeyBook book = new KeyBook(trusted);
    List<KeyHistory> read = new ArrayList<>();
    for (int place = 0; place < histories.size(); place++) {
      JsonObject document = histories.get(place);
      read.add(BundleFields.at("/keys/" + place, () -> KeyHistory.read(document)));
    }
    if (!read.stream().map(KeyHistory::actor).toList().equals(List.copyOf(nodes.keySet()))) {
      throw new ProtocolException(
              "wrong_keys",
              "The key histories of these and no others, in this order: " + nodes.keySet())
          .under("/keys");
    }
    read.forEach(book::add);
    for (int place = 0; place < histories.size(); place++) {
      book.checkHistory(histories.get(place), read.get(place), nodes, "/keys/" + place);
    }
    return book;
  }

  private void add(KeyHistory history) {
    Map<String, KeyHistory.Key> known = new HashMap<>();
    history.keys().forEach(key -> known.put(key.id().toString(), key));
    keys.put(history.actor(), known);
  }

  private void checkHistory(
      JsonObject document, KeyHistory history, Map<ActorId, ActorId> nodes, String place) {
    ActorId node = Objects.requireNonNull(nodes.get(history.actor()));
    if (!history.node().equals(node)) {
      throw new ProtocolException("wrong_signer", "Only " + node + " can say this.")
          .under(place + "/attributedTo");
    }
    requireCovered(verify(document, node, place), Stream.empty());
  }

  /**
   * Checks a document's proof.
   *
   * @param signer whose key must have made it
   * @throws ProtocolException with the code of a {@link ProofVerdict}, {@code unknown_key}, {@code
   *     malformed_key} or {@code untrusted_key}
   */
  Signature verify(JsonObject document, ActorId signer, String place) {
    String proof = place + "/proof";
    KeyHistory.Key key = keyOf(document, signer, proof);
    @Nullable Instant revoked = revokedOrNull(signer, key);
    ProofVerdict verdict = ObjectProof.verify(document, published(key, revoked, proof));
    if (verdict != ProofVerdict.VALID) {
      throw new ProtocolException(verdict.id(), sentence(verdict, key)).under(proof);
    }
    if (trusted.knows(signer) && !trusted.trusts(signer, key.publicKeyMultibase())) {
      throw new ProtocolException("untrusted_key", "You trust other keys of " + signer + ".")
          .under(proof);
    }
    signers.add(signer);
    Instant created = ObjectProof.createdOf(document).orElseThrow();
    return new Signature(place, signer, key.id(), created, revoked);
  }

  private KeyHistory.Key keyOf(JsonObject document, ActorId signer, String place) {
    if (!document.containsKey("proof")) {
      throw new ProtocolException(ProofVerdict.MISSING.id(), "It is not signed.").under(place);
    }
    KeyHistory.@Nullable Key key =
        ObjectProof.verificationMethodOf(document)
            .map(id -> keys.getOrDefault(signer, Map.of()).get(id.toString()))
            .orElse(null);
    if (key == null) {
      throw new ProtocolException("unknown_key", "Not a key of " + signer + ".").under(place);
    }
    return key;
  }

  /** The earlier one, where the reader knows of a revocation, too. */
  private @Nullable Instant revokedOrNull(ActorId owner, KeyHistory.Key key) {
    return Stream.of(key.revokedOrNull(), trusted.revokedOrNull(owner, key.publicKeyMultibase()))
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  /** A key ends at the latest when it is revoked. Signatures are dated in whole seconds. */
  private static PublishedKey published(
      KeyHistory.Key key, @Nullable Instant revoked, String place) {
    @Nullable Instant end =
        Stream.of(key.expiresOrNull(), revoked)
            .filter(Objects::nonNull)
            .min(Comparator.naturalOrder())
            .orElse(null);
    Instant begin = key.validFrom().truncatedTo(ChronoUnit.SECONDS);
    try {
      return new PublishedKey(
          key.id().uri(),
          Multikey.verificationKey(key.publicKeyMultibase()),
          begin,
          end != null && end.isBefore(begin) ? begin : end);
    } catch (KeyRefused e) {
      throw new ProtocolException("malformed_key", String.valueOf(e.getMessage())).under(place);
    }
  }

  private static String sentence(ProofVerdict verdict, KeyHistory.Key key) {
    return switch (verdict) {
      case VALID, MISSING, MALFORMED, UNSUPPORTED, WRONG_PURPOSE, WRONG_KEY ->
          "The signature cannot be checked with " + key.id() + ".";
      case REVOKED_KEY -> key.id() + " is revoked.";
      case OUTSIDE_KEY_DATES -> key.id() + " was not in use when this was signed.";
      case INVALID -> "The signature is not that of " + key.id() + " over this document.";
    };
  }

  /**
   * That a signature counts: its key is not revoked, or another signature covers it.
   *
   * @param over those over something that includes what this one signed
   */
  static void requireCovered(Signature signature, Stream<Signature> over) {
    if (signature.revoked().isPresent() && over.noneMatch(each -> each.covers(signature))) {
      throw new ProtocolException(
              "revoked_key",
              signature.key()
                  + " was revoked at "
                  + signature.revoked().get()
                  + ", and nothing else here shows that this was signed before.")
          .under(signature.place() + "/proof");
    }
  }

  /** Who signed something, and is not known to the reader, neither themselves nor by their node. */
  List<ActorId> unknown(Map<ActorId, ActorId> nodes) {
    return signers.stream()
        .filter(signer -> !trusted.knows(signer))
        .filter(signer -> !trusted.knows(Objects.requireNonNull(nodes.get(signer))))
        .sorted()
        .toList();
  }
}
