package org.farthing.node.browser;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.signature.Ed25519SigningKey;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.ObjectProof;

/**
 * Proofs made of the examples beside the documentation, true and bent: byte by byte, member by
 * member, and with parts that say something else and are signed anew by those who should sign them.
 */
final class ProofCases {

  static final Path EXAMPLES = Path.of("..", "docs", "protocol", "proofs");

  static final List<String> NAMES =
      List.of(
          "flattr",
          "anonymous-flattr",
          "own-flattr",
          "gift",
          "anonymous-gift",
          "own-gift",
          "equivocation");

  private static final int BYTES_EACH = 40;
  private static final int ENDS_EACH = 3;
  private static final int MEMBERS_EACH = 12;
  private static final int SAID_OTHERWISE_EACH = 40;
  private static final String ALDER = "https://alder.example/actor";
  private static final String BIRCH = "https://birch.example/actor";

  /** Those of whoever signs in the examples, and a second one of each node. */
  private static final Map<String, Ed25519SigningKey> KEYS =
      Map.of(
          ALDER + "#ed25519-key",
          key(1),
          ALDER + "#ed25519-key-2",
          key(2),
          "https://alder.example/users/alice#ed25519-key",
          key(3),
          BIRCH + "#ed25519-key",
          key(4),
          BIRCH + "#ed25519-key-2",
          key(5));

  /** What stands where something else should, whatever that is. */
  private static final List<JsonValue> ANYTHING =
      List.of(
          JsonValue.NULL,
          JsonValue.TRUE,
          JsonValue.EMPTY_JSON_OBJECT,
          JsonValue.EMPTY_JSON_ARRAY,
          Json.createValue(0),
          Json.createValue(-1),
          Json.createValue(2),
          Json.createValue(1.5),
          Json.createValue(1L << 53),
          Json.createValue(1L << 40));

  private static final List<String> TEXTS =
      List.of(
          "",
          "1",
          "0",
          "007",
          "-1",
          "9223372036854775807",
          "9223372036854775808",
          "USD",
          "eur",
          "2026-10",
          "2026-12",
          "2026-13",
          "1999-12",
          "2026-11-20T12:00:00Z",
          "2026-12-04T00:00:00Z",
          "2026-12-04T00:00:30.125Z",
          "2027-02-29T00:00:00Z",
          "2026-12-03T24:00:00Z",
          "2026-12-03T23:59:60Z",
          "2200-01-01T00:00:00Z",
          "2026-12-04T01:00:00+01:00",
          "0".repeat(64),
          "A".repeat(64),
          "a".repeat(101),
          "https://alder.example/" + "a".repeat(2_050),
          "https://alder.example/flattrs/9",
          "https://ALDER.example:443/flattrs/3",
          "http://alder.example/flattrs/3",
          "https://alder.example:8443/actor",
          "https://user@alder.example/actor",
          "https://birch.example/users/bob?a=[b]#c",
          "https://birch.example/ü/%C3%BC",
          "https://birch.example/a b",
          "https://birch.example/%zz",
          "https://birch.example/\u2028",
          "https://-birch.example/",
          "https://birch.1example/",
          "https://1.2.3.4/x",
          "https://1.2.3.256/x",
          "https://[::1]:8080/x",
          "https://[::1::2]/x",
          "https://birch.example:99999999999/x",
          "https://bücher.example/ein-buch",
          "mailto:bob@birch.example",
          ALDER,
          BIRCH,
          "flattr",
          "gift",
          "correction",
          "z6Mkon3Necd6NkkyfoGoHxid2znGc59LU3K7mubaRcFbLfLX");

  /** A document to check. */
  static final class Case {

    /** What was done, for whoever reads of a difference. */
    final String what;

    /** The example that it was made of. */
    final String base;

    final byte[] document;

    /** Whether by a reader who knows the keys of both nodes. */
    final boolean trust;

    /** Changed and not signed anew: nobody may take it for a proof. */
    final boolean bent;

    private Case(String what, String base, byte[] document, boolean trust, boolean bent) {
      this.what = what;
      this.base = base;
      this.document = document;
      this.trust = trust;
      this.bent = bent;
    }
  }

  private final Random random;
  private final int times;
  private final List<Case> cases = new ArrayList<>();

  private ProofCases(long seed, int times) {
    this.random = new Random(seed);
    this.times = times;
  }

  static List<Case> of(long seed, int times) throws IOException {
    ProofCases made = new ProofCases(seed, times);
    for (String name : NAMES) {
      byte[] example = example(name);
      made.cases.add(new Case("as it is", name, example, false, false));
      made.cases.add(new Case("as it is", name, example, true, false));
      made.bendBytes(name, example);
      made.bendMembers(name, parse(example));
      made.sayOtherwise(name, parse(example));
    }
    ProofScenes.all().forEach(scene -> made.addSigned(scene.what(), scene.base(), scene.proof()));
    return made.cases;
  }

  static byte[] example(String name) throws IOException {
    return Files.readAllBytes(EXAMPLES.resolve(name + ".json"));
  }

  static JsonObject parse(byte[] document) {
    return org.farthing.protocol.json.Json.parseObject(document);
  }

  private void addSigned(String what, String name, JsonObject proof) {
    byte[] document = CanonicalJson.of(signed(proof));
    cases.add(new Case(what, name, document, random.nextBoolean(), false));
  }

  private void add(String what, String name, JsonObject proof) {
    add(what, name, CanonicalJson.of(proof));
  }

  private void add(String what, String name, byte[] document) {
    cases.add(new Case(what, name, document, random.nextBoolean(), true));
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private void bendBytes(String name, byte[] example) {
    for (int i = 0; i < BYTES_EACH * times; i++) {
      byte[] bent = example.clone();
      int place = random.nextInt(bent.length);
      bent[place] ^= (byte) (1 + random.nextInt(random.nextBoolean() ? 255 : 0x3f));
      add("byte " + place, name, bent);
    }
    for (int i = 0; i < ENDS_EACH * times; i++) {
      int end = random.nextInt(example.length);
      add("the first " + end, name, Arrays.copyOf(example, end));
    }
    add("one more", name, Arrays.copyOf(example, example.length + 1));
  }

  private void bendMembers(String name, JsonObject example) {
    List<String> members = pointers(example);
    for (int i = 0; i < MEMBERS_EACH * times; i++) {
      String member = any(members);
      JsonValue value = Json.createPointer(member).getValue(example);
      add("left out " + member, name, remove(example, member));
      add("null " + member, name, put(example, member, JsonValue.NULL));
      add("null beside " + member, name, put(example, sibling(member), JsonValue.NULL));
      add("one beside " + member, name, put(example, member + "zebra", Json.createValue(1)));
      // The mark keeps two members of one name apart until they are written.
      String twice =
          new String(
              CanonicalJson.of(put(example, member + "\ue000", value)), StandardCharsets.UTF_8);
      add("twice " + member, name, twice.replace("\ue000", "").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The place of one of the members that may be left out. */
  private String sibling(String member) {
    List<String> optional =
        List.of("kind", "corrects", "donorTag", "donor", "previous", "except", "expires", "proof");
    return member.substring(0, member.lastIndexOf('/') + 1) + any(optional);
  }

  private void sayOtherwise(String name, JsonObject example) {
    List<String> members =
        pointers(example).stream()
            .filter(it -> !it.contains("@context") && !it.contains("/proof/"))
            .toList();
    for (int i = 0; i < SAID_OTHERWISE_EACH * times; i++) {
      String member = any(members);
      JsonValue value =
          switch (random.nextInt(4)) {
            case 0 -> any(ANYTHING);
            case 1 -> Json.createPointer(any(members)).getValue(example);
            default -> Json.createValue(any(TEXTS));
          };
      JsonObject bent =
          random.nextInt(8) == 0 ? remove(example, member) : put(example, member, value);
      boolean bind = random.nextBoolean();
      String what = (bind ? "bound, " : "") + member + " is " + value;
      addSigned(what, name, bind ? bound(bent) : bent);
    }
  }

  /** All members of objects, and places of arrays. */
  private static List<String> pointers(JsonValue value) {
    List<String> found = new ArrayList<>();
    collect(value, "", found);
    return found;
  }

  private static void collect(JsonValue value, String place, List<String> found) {
    if (value instanceof JsonObject object) {
      object.forEach((name, member) -> collect(member, step(place, name, found), found));
    } else if (value instanceof JsonArray array) {
      for (int i = 0; i < array.size(); i++) {
        collect(array.get(i), place + "/" + i, found);
      }
    }
  }

  private static String step(String place, String name, List<String> found) {
    String next = place + "/" + name;
    found.add(next);
    return next;
  }

  static JsonObject put(JsonObject document, String pointer, JsonValue value) {
    return Json.createPointer(pointer).add(document, value);
  }

  static JsonObject remove(JsonObject document, String pointer) {
    return Json.createPointer(pointer).remove(document);
  }

  private static JsonObject copy(JsonObject proof, String from, String to) {
    JsonValue value = Json.createPointer(from).getValue(proof);
    return put(proof, to, value);
  }

  /** With the digests, the root and the agreement that its parts ask for, where it has them. */
  static JsonObject bound(JsonObject proof) {
    try {
      String policy = DocumentDigest.of(proof.getJsonObject("policy"));
      for (String word : List.of("share", "gift")) {
        if (proof.getString("type").startsWith("Own") && proof.containsKey(word)) {
          return put(proof, "/" + word + "/policy", Json.createValue(policy));
        }
      }
      String given = proof.containsKey("flattr") ? "flattr" : "gift";
      String digest = DocumentDigest.of(proof.getJsonObject(given));
      JsonObject bound = put(proof, "/receipt/result/digest", Json.createValue(digest));
      bound = put(bound, "/receipt/result/policy", Json.createValue(policy));
      bound = put(bound, "/statement/object/policy", Json.createValue(policy));
      return copy(alone(bound), "/statement/object", "/agreement/result");
    } catch (RuntimeException _) {
      // Bent where it would be bound.
      return proof;
    }
  }

  /** Its line as the only one of the statement. */
  private static JsonObject alone(JsonObject proof) {
    byte[] line = CanonicalJson.of(proof.getJsonObject("line"));
    byte[] leaf = new byte[line.length + 1];
    System.arraycopy(line, 0, leaf, 1, line.length);
    String root = HexFormat.of().formatHex(Sha256.of(leaf));
    JsonObject alone = put(proof, "/statement/object/root", Json.createValue(root));
    alone = put(alone, "/statement/object/count", Json.createValue(1));
    return put(
        alone,
        "/inclusion",
        Json.createObjectBuilder()
            .add("index", 0)
            .add("size", 1)
            .add("path", JsonValue.EMPTY_JSON_ARRAY)
            .build());
  }

  /** Each part signed anew, by the key that it names. */
  static JsonObject signed(JsonObject proof) {
    JsonObjectBuilder signed = Json.createObjectBuilder();
    proof.forEach((name, value) -> signed.add(name, signed(value)));
    return signed.build();
  }

  private static JsonValue signed(JsonValue part) {
    if (part instanceof JsonArray parts) {
      JsonArrayBuilder signed = Json.createArrayBuilder();
      parts.forEach(each -> signed.add(signed(each)));
      return signed.build();
    }
    return part instanceof JsonObject document && document.get("proof") instanceof JsonObject old
        ? signed(document, old)
        : part;
  }

  private static JsonValue signed(JsonObject document, JsonObject old) {
    try {
      String method = old.getString("verificationMethod");
      return ObjectProof.sign(
          Json.createObjectBuilder(document).remove("proof").build(),
          URI.create(method),
          Objects.requireNonNull(KEYS.get(method)),
          Instant.parse(old.getString("created")));
    } catch (RuntimeException _) {
      // What has no such proof any more stays as it is.
      return document;
    }
  }

  /** A key with its dates, as key histories list it. */
  static JsonObject published(String id, String controller, Map<String, String> dates) {
    JsonObjectBuilder key =
        Json.createObjectBuilder()
            .add("type", "Multikey")
            .add("id", id)
            .add("controller", controller)
            .add(
                "publicKeyMultibase",
                Multikey.encode(Objects.requireNonNull(KEYS.get(id)).verificationKey()))
            .add("validFrom", "2026-01-01T00:00:00Z");
    dates.forEach(key::add);
    return key.build();
  }

  private static Ed25519SigningKey key(int seed) {
    return Ed25519SigningKey.generate(
        new SecureRandom() {
          @Override
          public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, (byte) seed);
          }
        });
  }
}
