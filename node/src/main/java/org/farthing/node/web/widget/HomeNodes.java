package org.farthing.node.web.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.farthing.node.federation.actor.Intent;
import org.farthing.node.platform.http.GuardedHttpClient;
import org.farthing.node.platform.http.OutboundRequest;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.farthing.node.platform.http.OutboundResult.Failure;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.json.JsonRefused;

/**
 * Finds where somebody flattrs, from their handle or the name of their node: asks there by
 * WebFinger (RFC 7033) for the intent links of FEP-3b86. Thread-safe.
 */
final class HomeNodes {

  private static final int LARGEST = 64 * 1024;
  private static final int MOST = 1_000;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private final GuardedHttpClient client;
  private final Origin own;

  /** Only those that were found: whatever else was may be mended by now. */
  private final Cache<HomeName, HomeNode.Open> found =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  /**
   * @param own origin of this node; with one of http it speaks to others by http, too
   */
  HomeNodes(GuardedHttpClient client, Origin own) {
    this.client = client;
    this.own = own;
  }

  /** Not to be called within a transaction. */
  HomeNode find(String typed) {
    Optional<HomeName> name = HomeName.parse(typed);
    if (name.isEmpty()) {
      return new HomeNode.Malformed();
    }
    if (name.get().host().equalsIgnoreCase(own.authority())) {
      return new HomeNode.Here();
    }
    HomeNode.Open known = found.getIfPresent(name.get());
    return known == null ? ask(name.get()) : known;
  }

  private HomeNode ask(HomeName name) {
    Origin host;
    try {
      host = Origin.of(own.scheme() + "://" + name.host());
    } catch (ProtocolException e) {
      return new HomeNode.Malformed();
    }
    URI address =
        host.resolve("/.well-known/webfinger?resource=" + Wanted.encoded(name.resource(host)));
    OutboundRequest request =
        OutboundRequest.get(address, Map.of("Accept", "application/jrd+json, application/json"));
    return switch (client.send(request, LARGEST)) {
      case Answer answer when answer.status() == 200 -> read(name, answer);
      case Answer answer -> refused(name, answer.status());
      case Failure failure -> failed(name, failure);
    };
  }

  private HomeNode read(HomeName name, Answer answer) {
    Optional<String> template = template(answer.body()).filter(this::leadsToTheWeb);
    if (template.isEmpty()) {
      return new HomeNode.Mute(name.host());
    }
    HomeNode.Open open = new HomeNode.Open(name.host(), template.get());
    found.put(name, open);
    return open;
  }

  /** Our own way to flattr, which takes more along; else what every server may offer. */
  private static Optional<String> template(byte[] body) {
    Map<String, String> templates = new HashMap<>();
    try {
      if (Json.parseObject(body).get("links") instanceof JsonArray links) {
        for (JsonValue value : links) {
          if (value instanceof JsonObject link) {
            templates.putIfAbsent(text(link, "rel"), text(link, "template"));
          }
        }
      }
    } catch (JsonRefused e) {
      return Optional.empty();
    }
    return Stream.of(Intent.FLATTR, Intent.LIKE)
        .map(rel -> templates.getOrDefault(rel, ""))
        .filter(template -> template.contains("{object}"))
        .findFirst();
  }

  private static String text(JsonObject object, String name) {
    return object.get(name) instanceof JsonString string ? string.getString() : "";
  }

  private boolean leadsToTheWeb(String template) {
    try {
      URI uri = URI.create(HomeNode.Open.fill(template, Map.of()));
      String scheme = Origin.of(uri).scheme();
      return uri.getRawUserInfo() == null
          && (scheme.equals("https") || scheme.equals(own.scheme()));
    } catch (IllegalArgumentException | ProtocolException e) {
      return false;
    }
  }

  private static HomeNode refused(HomeName name, int status) {
    boolean forNow = status == 408 || status == 429 || status >= 500;
    if (forNow) {
      return new HomeNode.Away(name.host());
    }
    return name.user().isEmpty()
        ? new HomeNode.Mute(name.host())
        : new HomeNode.Unknown(name.host(), name.user());
  }

  private static HomeNode failed(HomeName name, Failure failure) {
    return switch (failure.reason()) {
      case TIMEOUT, CONNECT_FAILED -> new HomeNode.Away(name.host());
      case TOO_LARGE, TOO_MANY_REDIRECTS, REFUSED_ADDRESS, BLOCKED ->
          new HomeNode.Mute(name.host());
    };
  }
}
