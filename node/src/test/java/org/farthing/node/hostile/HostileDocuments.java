package org.farthing.node.hostile;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.farthing.node.platform.Uuid7;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.signature.HttpSignatureScheme;

/** Deliveries whose documents are no JSON, no activity, or not the sender's to send. */
final class HostileDocuments {

  private static final Path EXAMPLES = Path.of("..", "docs", "protocol", "examples");

  private final Attacker attacker;
  private final String liar;
  private final List<HostileCase> cases = new ArrayList<>();

  /**
   * @param liar origin of a server whose actors' documents are all wrong
   */
  HostileDocuments(Attacker attacker, String liar) {
    this.attacker = attacker;
    this.liar = liar;
  }

  List<HostileCase> all() {
    noJson();
    noActivity();
    foreign();
    embedded();
    money();
    actors();
    return cases;
  }

  private void noJson() {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("empty", " ");
    texts.put("array", "[]");
    texts.put(
        "array-of-activities", "[" + new String(attacker.like(), StandardCharsets.UTF_8) + "]");
    texts.put("string", "\"Like\"");
    texts.put("number", "1");
    texts.put("null", "null");
    texts.put("half", "{\"id\":");
    texts.put("two-documents", "{}{}");
    texts.put("text-after", "{} Like");
    texts.put("comment", "{/* */}");
    texts.put("single-quotes", "{'id':'x'}");
    texts.put("bare-name", "{id:1}");
    texts.put("comma-at-the-end", "{\"a\":1,}");
    texts.put("not-a-number", "{\"a\":NaN}");
    texts.put("infinite", "{\"a\":Infinity}");
    texts.put("leading-zero", "{\"a\":01}");
    texts.put("plus", "{\"a\":+1}");
    texts.put("hex", "{\"a\":0x1}");
    texts.put("exponent-beyond-measure", "{\"a\":1e99999999999}");
    texts.put("number-of-400-digits", "{\"a\":" + "9".repeat(400) + "}");
    texts.put("duplicate-name", "{\"id\":\"https://a.example/1\",\"id\":\"https://b.example/1\"}");
    texts.put("duplicate-name-escaped", "{\"id\":1,\"\\u0069d\":2}");
    texts.put("duplicate-name-inside", "{\"a\":{\"b\":1,\"b\":1}}");
    texts.put("nul-escaped", "{\"a\":\"\\u0000\"}");
    texts.put("nul-in-a-name", "{\"\\u0000\":1}");
    texts.put("high-surrogate-alone", "{\"a\":\"\\ud800\"}");
    texts.put("low-surrogate-alone", "{\"a\":\"\\udc00\"}");
    texts.put("surrogates-swapped", "{\"a\":\"\\udc00\\ud800\"}");
    texts.put("line-break-in-a-string", "{\"a\":\"\n\"}");
    texts.put("unknown-escape", "{\"a\":\"\\x41\"}");
    texts.put("objects-10000-deep", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    texts.put("arrays-10000-deep", "{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}");
    texts.put("arrays-never-closed", "{\"a\":" + "[".repeat(200_000));
    texts.put("many-values", "{\"a\":[" + "0,".repeat(200_000) + "0]}");
    texts.put("many-objects", "{\"a\":[" + "{},".repeat(200_000) + "0]}");
    texts.forEach(
        (what, text) -> cases.add(HostileCase.of("json/" + what, attacker.unsigned(text), 400)));
    Map<String, byte[]> bytes =
        Map.of(
            "utf-16", "{\"a\":1}".getBytes(StandardCharsets.UTF_16),
            "overlong-slash", new byte[] {'{', '"', (byte) 0xc0, (byte) 0xaf, '"', ':', '1', '}'},
            "surrogate-in-utf-8",
                new byte[] {'{', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', ':', '1', '}'},
            "cut-character", new byte[] {'{', '"', (byte) 0xe2, (byte) 0x82, '"', ':', '1', '}'},
            "byte-ff", new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'},
            "nul-bytes", new byte[64]);
    bytes.forEach(
        (what, body) -> cases.add(HostileCase.of("json/" + what, attacker.unsigned(body), 400)));
    cases.add(
        HostileCase.of(
            "json/above-1-mb",
            attacker.unsigned("{\"a\":\"" + "x".repeat(1 << 20) + "\"}"),
            413,
            0));
  }

  private void noActivity() {
    String actor = "\"actor\":\"" + attacker.actor() + "\"";
    String id = "\"id\":\"" + attacker.actor().origin() + "/1\"";
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("nothing", "{}");
    texts.put("no-id-with-a-proof", "{\"type\":\"Like\",\"proof\":{}," + actor + "}");
    texts.put("actor-null", "{\"type\":\"Like\"," + id + ",\"actor\":null}");
    texts.put("no-actor", "{\"type\":\"Like\"," + id + "}");
    texts.put(
        "graph",
        "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"@graph\":[{"
            + id
            + ","
            + actor
            + "}]}");
    texts.put("expanded", "{\"@id\":\"" + attacker.actor().origin() + "/1\",\"@type\":[\"Like\"]}");
    for (String bad :
        List.of(
            "1",
            "true",
            "[]",
            "{}",
            "\"\"",
            "\" \"",
            "\"/1\"",
            "\"1\"",
            "\"javascript:alert(1)\"",
            "\"file:///etc/passwd\"",
            "\"urn:uuid:1\"",
            "\"http://\"",
            "\"http:///1\"",
            "\"http://a b/1\"",
            "\"http://[::1/1\"",
            "\"https://%zz/1\"",
            "\"https://user:pw@a.example/1\"",
            "\"https://2130706433/1\"",
            "\"https://0x7f.1/1\"",
            "\"https://a.example/" + "x".repeat(5000) + "\"")) {
      String name = bad.replaceAll("[^A-Za-z0-9]+", "-");
      String shortName = name.substring(0, Math.min(name.length(), 30)) + bad.length();
      texts.put("id-" + shortName, "{\"type\":\"Like\",\"id\":" + bad + "," + actor + "}");
      texts.put("actor-" + shortName, "{\"type\":\"Like\"," + id + ",\"actor\":" + bad + "}");
    }
    texts.forEach(
        (what, text) ->
            cases.add(HostileCase.of("activity/" + what, attacker.unsigned(text), 400)));
    // What has no id is known by its content, and must be signed like all else.
    String nameless = "{\"type\":\"Like\"," + actor + "}";
    String unnamed = "{\"type\":\"Like\",\"id\":null," + actor + "}";
    cases.add(HostileCase.of("activity/no-id", attacker.unsigned(nameless), 401));
    cases.add(HostileCase.of("activity/id-null", attacker.unsigned(unnamed), 401));
  }

  private void foreign() {
    JsonObject like = attacker.like(attacker.actor()).build();
    for (String id :
        List.of(
            "https://birch.example/1",
            attacker.target() + "/1",
            attacker.victim() + "/1",
            attacker.actor().origin() + "0/1",
            attacker.actor().origin().toString().replace("http:", "https:") + "/1")) {
      JsonObject document = Json.createObjectBuilder(like).add("id", id).build();
      cases.add(HostileCase.of("origin/id-" + cases.size(), attacker.signed(document), 400));
    }
    JsonObject own = attacker.like(new ActorId(attacker.target().resolve("/users/alice"))).build();
    cases.add(HostileCase.of("origin/actor-of-the-node-itself", attacker.signed(own), 400));
  }

  /** Whoever signs them is who sent them; nothing in them is theirs to say. */
  private void embedded() {
    JsonObject foreign =
        Json.createObjectBuilder()
            .add("id", attacker.target() + "/things/1")
            .add("type", "Note")
            .add("attributedTo", attacker.target() + "/users/alice")
            .add("content", "<script>alert(1)</script>")
            .build();
    for (String type :
        List.of(
            "Create", "Update", "Delete", "Announce", "Add", "Remove", "Flag", "Move", "Read")) {
      kept("embedded/" + type, activity(type, foreign));
    }
    for (String type : List.of("Like", "Follow", "Block", "Announce", "Create")) {
      JsonObject ofVictim = attacker.like(attacker.victim()).add("type", type).build();
      kept("embedded/undo-of-anothers-" + type, activity("Undo", ofVictim));
      kept("embedded/accept-of-anothers-" + type, activity("Accept", ofVictim));
      kept("embedded/reject-of-anothers-" + type, activity("Reject", ofVictim));
    }
    kept("embedded/unknown-type", activity("Explode", foreign));
    kept(
        "embedded/no-type",
        Json.createObjectBuilder(activity("x", foreign)).remove("type").build());
    kept(
        "embedded/type-of-types",
        Json.createObjectBuilder(activity("x", foreign))
            .add("type", Json.createArrayBuilder().add("Like").add("Undo").add(JsonValue.NULL))
            .build());
    kept(
        "embedded/deletes-the-victim",
        activity("Delete", Json.createValue(attacker.victim().toString())));
    kept(
        "embedded/deletes-a-member",
        activity("Delete", Json.createValue(attacker.target() + "/users/alice")));
    kept(
        "embedded/moves-a-member",
        Json.createObjectBuilder(
                activity("Move", Json.createValue(attacker.target() + "/users/alice")))
            .add("target", attacker.actor().toString())
            .build());
  }

  private JsonObject activity(String type, JsonValue object) {
    return Json.createObjectBuilder(attacker.like(attacker.actor()).build())
        .add("type", type)
        .add("object", object)
        .build();
  }

  private void kept(String id, JsonObject document) {
    cases.add(HostileCase.kept(id, attacker.signed(document)));
  }

  /** All messages about money, sent by somebody whose they are not, and without proof. */
  private void money() {
    for (Path example : examples()) {
      String name = example.getFileName().toString().replace(".json", "");
      JsonObject message = read(example);
      if (!message.containsKey("actor")) {
        continue;
      }
      JsonObject own =
          Json.createObjectBuilder(message)
              .add("actor", attacker.actor().toString())
              .add("id", attacker.actor().origin() + "/messages/" + Uuid7.next())
              .build();
      // Some, such as a statement, are by the name in them somebody else's word.
      cases.add(HostileCase.of("money/without-proof/" + name, attacker.signed(own), 400, 401));
      JsonObject anothersId =
          Json.createObjectBuilder(message).add("actor", attacker.actor().toString()).build();
      cases.add(HostileCase.of("money/anothers-id/" + name, attacker.signed(anothersId), 400));
      JsonObject badProof =
          Json.createObjectBuilder(own)
              .add("id", attacker.actor().origin() + "/messages/" + Uuid7.next())
              .add("proof", Json.createObjectBuilder().add("type", "DataIntegrityProof"))
              .build();
      cases.add(HostileCase.of("money/proof-of-nothing/" + name, attacker.signed(badProof), 401));
    }
  }

  private static List<Path> examples() {
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      return files.filter(it -> it.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject read(Path file) {
    try {
      return org.farthing.protocol.json.Json.parseObject(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Actors whose documents are not theirs, are no documents, or never end. */
  private void actors() {
    for (String path : LyingServer.PATHS) {
      ActorId actor = ActorId.of(liar + path);
      byte[] body = Attacker.bytes(attacker.like(actor).build());
      Map<String, String> headers =
          attacker.signature(
              HttpSignatureScheme.DRAFT_CAVAGE,
              "POST",
              attacker.inbox(),
              body,
              new Attacker.Key(
                  URI.create(actor + "#main-key"),
                  attacker.key(HttpSignatureScheme.DRAFT_CAVAGE).key()),
              Instant.now());
      cases.add(HostileCase.of("actor" + path, attacker.delivery(headers, body), 401, 503));
    }
    for (String address :
        List.of(
            "http://10.0.0.1/actor",
            "http://169.254.169.254/actor",
            "http://[::ffff:10.0.0.1]/actor",
            "http://192.168.0.1:8080/actor",
            "https://[fe80::1]/actor",
            "http://[64:ff9b::a00:1]/actor",
            "http://0.0.0.0/actor",
            "http://localhost:1/actor",
            "https://no-such-host.invalid/actor")) {
      byte[] body = Attacker.bytes(attacker.like(ActorId.of(address)).build());
      Map<String, String> headers =
          attacker.signature(
              HttpSignatureScheme.RFC_9421,
              "POST",
              attacker.inbox(),
              body,
              new Attacker.Key(
                  URI.create(address + "#k"), attacker.key(HttpSignatureScheme.RFC_9421).key()),
              Instant.now());
      cases.add(
          HostileCase.of(
              "address/" + address.replaceAll("[^A-Za-z0-9.]+", "-"),
              attacker.delivery(headers, body),
              401,
              503));
    }
  }
}
