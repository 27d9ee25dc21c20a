package org.farthing.node.hostile;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.federation.TestPeer;
import org.farthing.node.platform.Uuid7;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.HttpSignatureScheme;
import org.farthing.protocol.signature.SigningKey;

/**
 * A server with keys of its own that everybody can fetch, and no scruples.
 *
 * @param peer what it looks like from outside
 * @param target the node that is attacked
 * @param victim somebody else's actor
 */
public record Attacker(TestPeer peer, Origin target, ActorId victim) {

  static final String TYPE = "application/activity+json";

  /** A key with the id under which it is to be known. */
  record Key(URI id, SigningKey key) {}

  ActorId actor() {
    return peer.ids.node();
  }

  URI inbox() {
    return target.resolve("/inbox");
  }

  Key key(HttpSignatureScheme scheme) {
    return switch (scheme) {
      case RFC_9421 -> new Key(peer.keys.ed25519(actor()).id(), peer.keys.ed25519(actor()).key());
      case DRAFT_CAVAGE -> new Key(peer.keys.rsa(actor()).id(), peer.keys.rsa(actor()).key());
    };
  }

  /** A bare Like in an actor's name. */
  JsonObjectBuilder like(ActorId actor) {
    return Json.createObjectBuilder()
        .add("@context", "https://www.w3.org/ns/activitystreams")
        .add("id", actor.origin() + "/activities/" + Uuid7.next())
        .add("type", "Like")
        .add("actor", actor.toString())
        .add("object", target + "/things/1");
  }

  byte[] like() {
    return bytes(like(actor()).build());
  }

  static byte[] bytes(JsonObject document) {
    return document.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** What is to be added to a request so that it is signed. */
  Map<String, String> signature(
      HttpSignatureScheme scheme, String method, URI url, byte[] body, Key key, Instant at) {
    HttpRequestHead head = new HttpRequestHead(method, url, Map.of("Content-Type", List.of(TYPE)));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", TYPE);
    headers.putAll(scheme.sign(head, body, key.id(), key.key(), at));
    return headers;
  }

  /** As it should be. */
  Map<String, String> signature(HttpSignatureScheme scheme, byte[] body) {
    return signature(scheme, "POST", inbox(), body, key(scheme), Instant.now());
  }

  /** A delivery with these headers. */
  byte[] delivery(Map<String, String> headers, byte[] body) {
    return RawRequest.of("POST /inbox HTTP/1.1", target.authority(), headers, body);
  }

  /** A delivery that is signed as it should be. */
  byte[] signed(JsonObject document) {
    byte[] body = bytes(document);
    return delivery(signature(HttpSignatureScheme.RFC_9421, body), body);
  }

  /** A delivery without a signature. */
  byte[] unsigned(byte[] body) {
    return delivery(Map.of("Content-Type", TYPE), body);
  }

  byte[] unsigned(String body) {
    return unsigned(body.getBytes(StandardCharsets.UTF_8));
  }
}
