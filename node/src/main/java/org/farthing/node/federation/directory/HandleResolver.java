package org.farthing.node.federation.directory;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.directory.ActorLookup.NoActor;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/** Asks by WebFinger (RFC 7033) which actor a handle stands for. */
final class HandleResolver {

  private final GuardedHttpClient client;
  private final String scheme;

  /**
   * @param scheme that of this node: one of http is on a loopback address, as are all that it can
   *     speak to
   */
  HandleResolver(GuardedHttpClient client, String scheme) {
    this.client = client;
    this.scheme = scheme;
  }

  Resolution resolve(String handle) {
    String account = handle.startsWith("@") ? handle.substring(1) : handle;
    int at = account.lastIndexOf('@');
    if (at < 1) {
      return new Failed(new NoActor("not a handle"));
    }
    try {
      Origin host = Origin.of(scheme + "://" + account.substring(at + 1));
      String resource = URLEncoder.encode("acct:" + account, StandardCharsets.UTF_8);
      return ask(host.resolve("/.well-known/webfinger?resource=" + resource));
    } catch (ProtocolException e) {
      return new Failed(new NoActor("not a handle: " + e.getMessage()));
    }
  }

  private Resolution ask(URI address) {
    OutboundRequest request =
        OutboundRequest.get(address, Map.of("Accept", "application/jrd+json"));
    return switch (client.send(request)) {
      case Answer answer when answer.status() == 200 -> read(answer);
      case Answer answer -> new Failed(ActorFetcher.refusal(address, answer.status()));
      case Failure failure -> new Failed(ActorFetcher.failure(address, failure));
    };
  }

  private static Resolution read(Answer answer) {
    try {
      JsonValue links = Json.parseObject(answer.body()).get("links");
      if (links instanceof JsonArray array) {
        for (JsonValue link : array) {
          Optional<String> self = self(link);
          if (self.isPresent()) {
            return new Resolved(ActorId.of(self.get()));
          }
        }
      }
      return new Failed(new NoActor(answer.uri() + " names no actor"));
    } catch (JsonRefused | ProtocolException e) {
      return new Failed(new NoActor(answer.uri() + " cannot be read: " + e.getMessage()));
    }
  }

  private static Optional<String> self(JsonValue value) {
    return value instanceof JsonObject link
            && text(link, "rel").equals("self")
            && ActivityMedia.isTypeOf(text(link, "type"))
        ? Optional.of(text(link, "href"))
        : Optional.empty();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.getString() : "";
  }

  /** What asking came to. */
  sealed interface Resolution {}

  /** It has named an actor. */
  record Resolved(ActorId actor) implements Resolution {}

  /**
   * It has named none.
   *
   * @param lookup never that it was found
   */
  record Failed(ActorLookup lookup) implements Resolution {}
}
