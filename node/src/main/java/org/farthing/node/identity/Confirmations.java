package org.farthing.node.identity;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.federation.directory.ProofCheck;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;
import org.farthing.protocol.message.Ownership;

/** Asks other nodes whether an address is a member's of theirs. Thread-safe. */
final class Confirmations {

  /** How far a node's clock may be from ours. */
  private static final Duration FRESH = Duration.ofHours(1);

  private static final int LARGEST = 16 * 1024;

  private final GuardedHttpClient client;
  private final RequestSigner signer;
  private final ProofCheck proofs;
  private final InstantSource system;

  Confirmations(
      GuardedHttpClient client, RequestSigner signer, ProofCheck proofs, InstantSource system) {
    this.client = client;
    this.signer = signer;
    this.proofs = proofs;
    this.system = system;
  }

  /** What a node says. */
  sealed interface Confirmation {

    /** Proven by the node. */
    record Given(Ownership ownership) implements Confirmation {}

    /** Nobody's there, or what it answers is worth nothing. */
    record Denied() implements Confirmation {}

    record Unreachable(String detail) implements Confirmation {}
  }

  Confirmation ask(ActorId node, URI url, Errand errand) {
    if (!errand.mayAsk()) {
      return new Confirmation.Unreachable("It takes too long to find out.");
    }
    URI address =
        node.origin()
            .resolve(
                ConfirmRoutes.PATH
                    + "?url="
                    + URLEncoder.encode(url.toString(), StandardCharsets.UTF_8));
    Map<String, String> headers = Map.of("Accept", ActivityMedia.ACCEPT);
    return switch (client.send(signer.get(address, headers), LARGEST)) {
      case Answer answer when answer.status() == 200 -> read(node, url, answer.body());
      case Answer answer when answer.status() == 429 || answer.status() >= 500 ->
          new Confirmation.Unreachable(node + " answers " + answer.status() + ".");
      case Answer _ -> new Confirmation.Denied();
      case Failure failure ->
          new Confirmation.Unreachable(node + ": " + failure.reason().code() + ".");
    };
  }

  private Confirmation read(ActorId node, URI url, byte[] body) {
    try {
      JsonObject document = Json.parseObject(body);
      Ownership ownership = Ownership.read(document);
      boolean answers =
          ownership.node().equals(node)
              && ownership.url().toString().equals(url.toString())
              && isFresh(ownership.published());
      return answers && proofs.isProven(document, node)
          ? new Confirmation.Given(ownership)
          : new Confirmation.Denied();
    } catch (JsonRefused | ProtocolException e) {
      return new Confirmation.Denied();
    }
  }

  private boolean isFresh(Instant published) {
    return Duration.between(published, system.instant()).abs().compareTo(FRESH) < 0;
  }
}
