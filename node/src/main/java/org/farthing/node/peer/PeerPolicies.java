package org.farthing.node.peer;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ActorDirectory;
import org.farthing.node.federation.directory.ActorLookup;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.signature.ObjectProof;
import org.farthing.protocol.signature.ProofVerdict;

/** The policies of peers, read from them once a month and kept. Thread-safe. */
public final class PeerPolicies {

  private final Database database;
  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final ActorDirectory directory;
  private final InstantSource calendar;

  public PeerPolicies(
      Database database,
      GuardedHttpClient client,
      RequestSigner signer,
      ActorDirectory directory,
      InstantSource calendar) {
    this.database = database;
    this.client = client;
    this.signer = signer;
    this.directory = directory;
    this.calendar = calendar;
  }

  /** A peer's policy for a month, if it was read. */
  public Optional<NodePolicy> known(Transaction tx, Peer peer, YearMonth month) {
    return document(tx, peer, month).map(NodePolicy::read);
  }

  /** Digest of a peer's policy for a month, if it was read. */
  public Optional<String> digest(Transaction tx, Peer peer, YearMonth month) {
    return document(tx, peer, month).map(DocumentDigest::of);
  }

  /** A peer's policy for a month with the proof that it had when it was read. */
  public Optional<JsonObject> signed(Transaction tx, Peer peer, YearMonth month) {
    return document(tx, peer, month);
  }

  private static Optional<JsonObject> document(Transaction tx, Peer peer, YearMonth month) {
    return PeerStore.policy(tx, peer.id(), month).map(Json::parseObject);
  }

  /**
   * Reads a peer's policy for a month unless that was done before. Not to be called within a
   * transaction.
   *
   * @return why it could not be read; empty when it is known now
   */
  public Optional<String> read(Peer peer, YearMonth month) {
    if (database.read(tx -> known(tx, peer, month)).isPresent()) {
      return Optional.empty();
    }
    URI address = peer.actor().origin().resolve("/policy?period=" + month);
    return switch (client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))) {
      case OutboundResult.Answer answer when answer.status() == 200 ->
          keep(peer, month, answer.body());
      case OutboundResult.Answer answer ->
          Optional.of(address + " answers " + answer.status() + ".");
      case OutboundResult.Failure failure ->
          Optional.of(address + ": " + failure.reason().code() + ".");
    };
  }

  private Optional<String> keep(Peer peer, YearMonth month, byte[] body) {
    try {
      JsonObject document = Json.parseObject(body);
      NodePolicy policy = NodePolicy.read(document);
      if (!policy.node().equals(peer.actor()) || policy.effectiveFrom().isAfter(month)) {
        return Optional.of("The policy of " + peer.actor() + " is not its own for " + month + ".");
      }
      if (!isProven(peer, document)) {
        return Optional.of("The policy of " + peer.actor() + " is not proven by it.");
      }
      database.execute(
          tx ->
              PeerStore.insertPolicy(
                  tx, peer.id(), month, body, DocumentDigest.of(document), calendar.instant()));
      return Optional.empty();
    } catch (JsonRefused | ProtocolException e) {
      return Optional.of("The policy of " + peer.actor() + " is none: " + e.getMessage());
    }
  }

  /** The peer may have another key since it was last asked. */
  private boolean isProven(Peer peer, JsonObject document) {
    return isProven(directory.find(peer.actor()), document)
        || directory.refetch(peer.actor()).filter(it -> isProven(it, document)).isPresent();
  }

  private static boolean isProven(ActorLookup lookup, JsonObject document) {
    return lookup instanceof ActorLookup.Found found
        && ObjectProof.verificationMethodOf(document)
            .flatMap(found.actor()::proofKey)
            .map(key -> ObjectProof.verify(document, key) == ProofVerdict.VALID)
            .orElse(false);
  }
}
