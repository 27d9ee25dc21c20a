package org.farthing.protocol.example;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.Map;
import java.util.TreeMap;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.proof.TestActor;
import org.farthing.protocol.signature.Pem;

/** The actors' documents, as far as this protocol reads them. */
final class ExampleActors {

  private ExampleActors() {}

  /** By the names of their files. Birch does without the older way to sign requests. */
  static Map<String, JsonObject> documents() {
    Map<String, JsonObject> all = new TreeMap<>();
    all.put("alders-actor", node(ExampleKeys.ALDERS_KEY, true));
    all.put("birchs-actor", node(ExampleKeys.BIRCHS_KEY, false));
    all.put("alices-actor", alice());
    return all;
  }

  private static JsonObject node(TestActor node, boolean withRsa) {
    String origin = node.id().origin().toString();
    JsonObjectBuilder actor =
        Json.newObject()
            .add("@context", context(true, withRsa))
            .add("id", node.id().toString())
            .add("type", "Application")
            .add("inbox", origin + "/inbox");
    if (withRsa) {
      actor.add("publicKey", rsaKey());
    }
    return actor
        .add("assertionMethod", Json.newArray().add(key(node)))
        .add("implements", capability())
        .add("policy", origin + "/policy")
        .build();
  }

  private static JsonObject alice() {
    TestActor alice = ExampleKeys.ALICES_KEY;
    return Json.newObject()
        .add("@context", context(false, false))
        .add("id", alice.id().toString())
        .add("type", "Person")
        .add("inbox", alice.id() + "/inbox")
        .add("assertionMethod", Json.newArray().add(key(alice)))
        .add(
            "generator",
            Json.newObject()
                .add("type", "Application")
                .add("id", ExampleKeys.ALDER.toString())
                .add("implements", capability()))
        .build();
  }

  private static JsonArrayBuilder context(boolean isNode, boolean withRsa) {
    JsonObjectBuilder own = Json.newObject();
    if (isNode) {
      own.add("farthing", "https://w3id.org/farthing/ns#").add("policy", term("farthing:policy"));
    }
    own.add("implements", term("https://w3id.org/fep/844e#implements"));
    JsonArrayBuilder context = Json.newArray().add("https://www.w3.org/ns/activitystreams");
    if (withRsa) {
      context.add("https://w3id.org/security/v1");
    }
    return context
        .add("https://w3id.org/security/data-integrity/v1")
        .add("https://w3id.org/security/multikey/v1")
        .add(own);
  }

  private static JsonObjectBuilder term(String id) {
    return Json.newObject().add("@id", id).add("@type", "@id");
  }

  private static JsonArrayBuilder capability() {
    return Json.newArray()
        .add(Json.newObject().add("href", "https://w3id.org/farthing").add("name", "Farthing"));
  }

  private static JsonObjectBuilder rsaKey() {
    return Json.newObject()
        .add("id", ExampleKeys.ALDERS_RSA_KEY.toString())
        .add("owner", ExampleKeys.ALDER.toString())
        .add("publicKeyPem", Pem.encode(ExampleKeys.rsa().verificationKey()));
  }

  private static JsonObjectBuilder key(TestActor actor) {
    return Json.newObject()
        .add("id", actor.keyId().toString())
        .add("type", "Multikey")
        .add("controller", actor.id().toString())
        .add("publicKeyMultibase", actor.multibase());
  }
}
