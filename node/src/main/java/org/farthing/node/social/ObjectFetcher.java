package org.farthing.node.social;

import jakarta.json.JsonObject;
import java.net.URI;
import java.util.Map;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.RequestSigner;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.node.platform.http.OutboundResult.Reason;
import org.farthing.protocol.activity.ActivityDocument;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/** Asks other servers for documents, signed by the node; each speaks for its own id alone. */
final class ObjectFetcher {

  private final GuardedHttpClient client;
  private final RequestSigner signer;

  ObjectFetcher(GuardedHttpClient client, RequestSigner signer) {
    this.client = client;
    this.signer = signer;
  }

  /** What asking came to. */
  sealed interface Outcome {

    /** The document of that id, from its own origin. */
    record Found(JsonObject document) implements Outcome {}

    /** There is none that could be believed. */
    record None(String reason) implements Outcome {}

    /** Its server cannot be asked now. */
    record NotNow(String reason) implements Outcome {}
  }

  /** The document of an id. One that names another id is fetched again there. */
  Outcome fetch(URI id) {
    Outcome first = get(id);
    if (!(first instanceof Outcome.Found found) || isOf(found, id)) {
      return first;
    }
    URI named = new ActivityDocument(found.document()).id().uri();
    if (!Origin.of(named).equals(Origin.of(id))) {
      return new Outcome.None(id + " names an id of another origin");
    }
    Outcome second = get(named);
    return second instanceof Outcome.Found again && !isOf(again, named)
        ? new Outcome.None(id + " names an id that names another")
        : second;
  }

  private static boolean isOf(Outcome.Found found, URI id) {
    return new ActivityDocument(found.document()).id().toString().equals(id.toString());
  }

  private Outcome get(URI address) {
    return switch (client.send(signer.get(address, Map.of("Accept", ActivityMedia.ACCEPT)))) {
      case Answer answer when answer.status() == 200 -> read(answer);
      case Answer answer when isForNow(answer.status()) ->
          new Outcome.NotNow(address + " answers " + answer.status());
      case Answer answer -> new Outcome.None(address + " answers " + answer.status());
      case Failure failure when isForGood(failure.reason()) ->
          new Outcome.None(address + ": " + failure.reason().code());
      case Failure failure -> new Outcome.NotNow(address + ": " + failure.reason().code());
    };
  }

  private static boolean isForNow(int status) {
    return status == 408 || status == 429 || status >= 500;
  }

  private static boolean isForGood(Reason reason) {
    return switch (reason) {
      case REFUSED_ADDRESS, BLOCKED, TOO_LARGE -> true;
      case TIMEOUT, TOO_MANY_REDIRECTS, CONNECT_FAILED -> false;
    };
  }

  private static Outcome read(Answer answer) {
    URI address = answer.uri();
    if (!answer.header("content-type").map(ActivityMedia::isTypeOf).orElse(false)) {
      return new Outcome.None(address + " is no ActivityStreams document");
    }
    try {
      JsonObject document = Json.parseObject(answer.body());
      return new ActivityDocument(document).id().origin().equals(Origin.of(address))
          ? new Outcome.Found(document)
          : new Outcome.None(address + " speaks for another origin");
    } catch (JsonRefused | ProtocolException e) {
      return new Outcome.None(address + " cannot be read: " + e.getMessage());
    }
  }
}
