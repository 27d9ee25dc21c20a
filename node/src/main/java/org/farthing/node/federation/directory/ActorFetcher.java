package org.farthing.node.federation.directory;

import java.net.URI;
import java.time.InstantSource;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.directory.ActorLookup.NoActor;
import org.farthing.node.federation.directory.ActorLookup.Unreachable;
import org.farthing.node.federation.directory.Fetch.Fetched;
import org.farthing.node.federation.directory.Fetch.NotFetched;
import org.farthing.node.federation.signing.SignedClient;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/** Asks other servers for their actors, signed by the node. */
final class ActorFetcher {

  private final SignedClient client;
  private final InstantSource system;

  ActorFetcher(SignedClient client, InstantSource system) {
    this.client = client;
    this.system = system;
  }

  /**
   * Fetches the actor at an address. When its id is another address it is fetched again there,
   * since a document speaks for its own id alone.
   */
  Fetch fetch(URI address) {
    Fetch first = get(address);
    if (!(first instanceof Fetched fetched) || isAt(fetched, address)) {
      return first;
    }
    URI id = fetched.actor().id().uri();
    Fetch second = get(id);
    return second instanceof Fetched again && !isAt(again, id)
        ? new NotFetched(new NoActor(address + " names an id that names another"))
        : second;
  }

  private static boolean isAt(Fetched fetched, URI address) {
    return fetched.actor().id().toString().equals(address.toString());
  }

  private Fetch get(URI address) {
    return switch (client.get(address, Map.of("Accept", ActivityMedia.ACCEPT))) {
      case Answer answer when answer.status() == 200 -> read(answer);
      case Answer answer -> new NotFetched(refusal(address, answer.status()));
      case Failure failure -> new NotFetched(failure(address, failure));
    };
  }

  private Fetch read(Answer answer) {
    URI address = answer.uri();
    if (!answer.header("content-type").map(ActivityMedia::isTypeOf).orElse(false)) {
      return new NotFetched(new NoActor(address + " is no ActivityStreams document"));
    }
    try {
      ActorDocument document = new ActorDocument(Json.parseObject(answer.body()));
      RemoteActor actor = new RemoteActor(document, system.instant());
      return actor.id().origin().equals(Origin.of(address))
          ? new Fetched(actor, answer.body())
          : new NotFetched(new NoActor(address + " speaks for another origin"));
    } catch (JsonRefused | ProtocolException e) {
      return new NotFetched(new NoActor(address + " is no actor: " + e.getMessage()));
    }
  }

  /** An answer that is none: for now, or for good. */
  static ActorLookup refusal(URI address, int status) {
    String reason = address + " answers " + status;
    boolean forNow = status == 408 || status == 429 || status >= 500;
    return forNow ? new Unreachable(reason) : new NoActor(reason, status == 404 || status == 410);
  }

  static ActorLookup failure(URI address, Failure failure) {
    String reason = address + ": " + failure.reason().code() + ", " + failure.detail();
    return switch (failure.reason()) {
      case REFUSED_ADDRESS, BLOCKED, TOO_LARGE -> new NoActor(reason);
      case TIMEOUT, TOO_MANY_REDIRECTS, CONNECT_FAILED -> new Unreachable(reason);
    };
  }
}
