package org.farthing.node.proof;

import jakarta.json.JsonObject;
import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.KeyHistories;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.KeyHistory;

/**
 * The key histories of other nodes, fetched each time, and kept for the time when they do not
 * answer. Thread-safe.
 */
public final class PeerKeyHistories {

  private final Database database;
  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final InstantSource system;

  public PeerKeyHistories(
      Database database, GuardedHttpClient client, RequestSigner signer, InstantSource system) {
    this.database = database;
    this.client = client;
    this.signer = signer;
    this.system = system;
  }

  /**
   * The history of an actor as its node has signed it last; whether that signature holds is for who
   * checks the proof. Not to be called within a transaction.
   *
   * @throws Problem 503 {@code unreachable} when there is none
   */
  JsonObject of(ActorId actor) {
    return fetch(actor)
        .or(() -> database.read(tx -> ProofStore.history(tx, actor)).map(Json::parseObject))
        .orElseThrow(
            () ->
                new Problem(
                    503,
                    "unreachable",
                    "Not to be had now",
                    "The keys of " + actor + " cannot be asked for. Please try again later."));
  }

  private Optional<JsonObject> fetch(ActorId actor) {
    URI address = KeyHistories.addressOf(actor);
    boolean answered =
        client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))
                instanceof OutboundResult.Answer answer
            && answer.status() == 200
            && keep(actor, answer.body());
    return answered
        ? database.read(tx -> ProofStore.history(tx, actor)).map(Json::parseObject)
        : Optional.empty();
  }

  private boolean keep(ActorId actor, byte[] body) {
    try {
      if (!KeyHistory.read(Json.parseObject(body)).actor().equals(actor)) {
        return false;
      }
    } catch (JsonRefused | ProtocolException e) {
      return false;
    }
    database.execute(tx -> ProofStore.keepHistory(tx, actor, body, system.instant()));
    return true;
  }
}
