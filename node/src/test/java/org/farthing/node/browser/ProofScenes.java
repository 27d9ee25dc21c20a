package org.farthing.node.browser;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Proofs of what seldom happens, to be signed: corrections, lines left out, keys that end, two
 * words of each kind.
 */
final class ProofScenes {

  private static final Path MESSAGES = Path.of("..", "docs", "protocol", "examples");
  private static final String ALDER = "https://alder.example/actor";
  private static final String BIRCH = "https://birch.example/actor";
  private static final String STATEMENT = "https://alder.example/statements/2026-11/birch/1";

  /**
   * @param what it is
   * @param base the example that it is made of
   */
  record Scene(String what, String base, JsonObject proof) {}

  private final List<Scene> scenes = new ArrayList<>();

  private ProofScenes() {}

  static List<Scene> all() throws IOException {
    ProofScenes made = new ProofScenes();
    for (String name : List.of("flattr", "anonymous-gift")) {
      JsonObject proof = ProofCases.parse(ProofCases.example(name));
      made.corrections(name, proof);
      made.exceptions(name, proof);
      made.keys(name, proof);
      made.keysThatEnd(name, proof);
    }
    made.twoWords();
    return made.scenes;
  }

  private void add(String what, String base, JsonObject proof) {
    scenes.add(new Scene(what, base, proof));
  }

  private static JsonObject with(JsonObject proof, String... pointersAndTexts) {
    JsonObject made = proof;
    for (int i = 0; i < pointersAndTexts.length; i += 2) {
      made = ProofCases.put(made, pointersAndTexts[i], Json.createValue(pointersAndTexts[i + 1]));
    }
    return made;
  }

  private void corrections(String name, JsonObject proof) {
    JsonObject correction =
        with(
            proof,
            "/line/kind",
            "correction",
            "/line/corrects",
            STATEMENT,
            "/line/donorTag",
            "a-tag-of-december",
            "/statement/object/period",
            "2026-12");
    add("a correction", name, ProofCases.bound(correction));
    add(
        "a correction under another policy",
        name,
        with(
            ProofCases.bound(correction),
            "/statement/object/policy",
            "0".repeat(64),
            "/agreement/result/policy",
            "0".repeat(64)));
    add(
        "a correction of the same month",
        name,
        ProofCases.bound(with(correction, "/statement/object/period", "2026-11")));
    add(
        "a correction of nothing",
        name,
        ProofCases.bound(ProofCases.remove(correction, "/line/corrects")));
    add("a null in the line", name, ProofCases.put(proof, "/line/corrects", JsonValue.NULL));
  }

  private void exceptions(String name, JsonObject proof) {
    for (String flattr :
        List.of("https://alder.example/flattrs/5", "https://alder.example/flattrs/3")) {
      for (String amount : List.of("500000", "3500001")) {
        for (String sequence : List.of("1", "57", "58")) {
          JsonObject dispute =
              Json.createObjectBuilder()
                  .add("type", "Dispute")
                  .add("flattr", flattr)
                  .add("code", "fraud_hold")
                  .add("amount", amount)
                  .add("detail", "Held back.")
                  .add("evidence", "https://birch.example/answers/1")
                  .add("sequence", Integer.parseInt(sequence))
                  .build();
          add("left out: " + dispute, name, except(proof, dispute, STATEMENT));
        }
      }
    }
    JsonObject bare =
        Json.createObjectBuilder()
            .add("type", "Dispute")
            .add("code", "unknown")
            .add("detail", "Of nothing.")
            .build();
    add("left out: nothing", name, except(proof, bare, STATEMENT));
    add("left out: of another statement", name, except(proof, bare, STATEMENT + "0"));
  }

  private static JsonObject except(JsonObject proof, JsonObject dispute, String statement) {
    JsonObject log =
        Json.createObjectBuilder()
            .add("type", "FlattrCheckpoint")
            .add("period", "2026-11")
            .add("debtor", ALDER)
            .add("creditor", BIRCH)
            .add("count", 57)
            .add("root", "0".repeat(64))
            .build();
    JsonObjectBuilder except =
        Json.createObjectBuilder()
            .add("type", "Disagreement")
            .add("statement", statement)
            .add("disputes", Json.createArrayBuilder().add(dispute))
            .add("log", log);
    return ProofCases.put(proof, "/agreement/except", except.build());
  }

  /** Keys that are none, or others than those that signed. */
  private void keys(String name, JsonObject proof) {
    for (String multibase :
        List.of(
            "z",
            "m123",
            "z0",
            // Of another kind; RSA's; cut off; of small order, the neutral element, and no point at
            // all.
            "z3u2hLFDJ3sJ5Xg",
            "z4MXj1wBzi9jUstyPMS4jQqB6KdJaiatPkAtVtGc6bQEQEEsKTic4G7Rou3iBf9vPmT5dbkm9qsZsuVNjq8HCuW1w24nhBFGkRE4cd2Uf2tfrB3N7h4mnyPp1BF3ZttHTYv3DLUPi1zMdkULiow3M1GfXkoC6DoxDUm1jmN6GBj22SjVsr6dxezRVQc7aj9TxE7JLbMH1wh5X3kA58H3DFW8rnYMakFGbca5CB2Jf6CnGQZmL7o5uJAdTwXfy2iiiyPxXEGerMhHwhjTA1mKYobyk2CpeEcmvynADfNZ5MBvcCS7m3XkFCMNUYBS9NQ3fze6vMSUPsNa6GVYmKx2x6JrdEjCk3qRMMmyjnjCMfR4pXbRMZa3i",
            "z6MkehRgf7yJbgaGfYsdoAsKdBPE3dj2CYhowQdcjqSJgvVd",
            multikey("0000000000000000000000000000000000000000000000000000000000000000"),
            multikey("0100000000000000000000000000000000000000000000000000000000000000"),
            multikey("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
            multikey("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"),
            multikey("0200000000000000000000000000000000000000000000000000000000000000"),
            multikey("efffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"),
            // Of mixed order: sound, with a point of order eight added.
            multikey("f3b92a4d2d11ef2a6b1b4b1c3b0fce0a5b9a2d2e3a1b7c6d5e4f3a2b1c0d9e7f"))) {
      add(
          "a key that is " + multibase,
          name,
          with(proof, "/keys/0/keys/0/publicKeyMultibase", multibase));
    }
    add(
        "a key by another spelling",
        name,
        with(proof, "/keys/0/keys/0/id", "https://ALDER.example/actor#ed25519-key"));
  }

  /** Bytes as an Ed25519 Multikey. */
  private static String multikey(String hex) {
    BigInteger rest = new BigInteger("ed01" + hex, 16);
    StringBuilder reversed = new StringBuilder();
    String alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    while (rest.signum() > 0) {
      reversed.append(alphabet.charAt(rest.mod(BigInteger.valueOf(58)).intValue()));
      rest = rest.divide(BigInteger.valueOf(58));
    }
    return "z" + reversed.reverse();
  }

  /** Each node's key ends or is revoked at some time, and its next one signs from some part on. */
  private void keysThatEnd(String name, JsonObject proof) {
    int histories = proof.getJsonArray("keys").size();
    for (String actor : List.of(ALDER, BIRCH)) {
      int place = actor.equals(ALDER) ? 0 : histories - 1;
      for (String date :
          List.of(
              "2025-12-31T23:59:59Z",
              "2026-11-20T00:00:00Z",
              "2026-12-04T00:00:05Z",
              "2026-12-04T00:00:30Z",
              "2026-12-04T00:01:00Z",
              "2026-12-05T00:00:00.500Z",
              "2026-12-07T00:00:00Z")) {
        for (boolean revoked : List.of(false, true)) {
          JsonObject ended =
              keysOf(
                  proof,
                  place,
                  actor,
                  revoked ? Map.of("expires", date, "revoked", date) : Map.of("expires", date));
          String what = actor + (revoked ? " revoked " : " ended ") + date;
          add(what, name, ended);
          add(what + ", histories by the next", name, byNext(ended, actor, List.of("keys")));
          add(
              what + ", agreement and histories by the next",
              name,
              byNext(ended, actor, List.of("keys", "agreement")));
          add(
              what + ", all by the next",
              name,
              byNext(ended, actor, List.of("keys", "agreement", "statement", "receipt", "policy")));
        }
      }
    }
    JsonObject both =
        keysOf(
            keysOf(proof, 0, ALDER, Map.of("revoked", "2026-12-05T00:00:00Z")),
            histories - 1,
            BIRCH,
            Map.of("revoked", "2026-12-05T00:00:00Z"));
    add("both revoked", name, byNext(byNext(both, ALDER, List.of("keys")), BIRCH, List.of("keys")));
  }

  private static JsonObject keysOf(
      JsonObject proof, int place, String actor, Map<String, String> dates) {
    return ProofCases.put(
        proof,
        "/keys/" + place + "/keys",
        Json.createArrayBuilder()
            .add(ProofCases.published(actor + "#ed25519-key", actor, dates))
            .add(ProofCases.published(actor + "#ed25519-key-2", actor, Map.of()))
            .build());
  }

  /** With the actor's next key named in the proofs of these parts, where they are the actor's. */
  private static JsonObject byNext(JsonObject proof, String actor, List<String> parts) {
    JsonObject made = proof;
    for (String part : parts) {
      if (part.equals("keys")) {
        for (int i = 0; i < proof.getJsonArray("keys").size(); i++) {
          made = byNext(made, actor, "/keys/" + i);
        }
      } else {
        made = byNext(made, actor, "/" + part);
      }
    }
    return made;
  }

  private static JsonObject byNext(JsonObject proof, String actor, String part) {
    String method = part + "/proof/verificationMethod";
    return Json.createPointer(method)
            .getValue(proof)
            .equals(Json.createValue(actor + "#ed25519-key"))
        ? with(proof, method, actor + "#ed25519-key-2")
        : proof;
  }

  private void twoWords() throws IOException {
    JsonObject base = ProofCases.parse(ProofCases.example("equivocation"));
    JsonObject own = ProofCases.parse(ProofCases.example("own-flattr"));
    JsonObject gift = ProofCases.parse(ProofCases.example("own-gift"));
    JsonObject flattr = ProofCases.parse(ProofCases.example("flattr"));
    two(base, "own_share", own.getJsonObject("share"), "/amount", Json.createValue("1"));
    two(base, "own_gift", gift.getJsonObject("gift"), "/amount", Json.createValue("1"));
    two(
        base,
        "own_share",
        own.getJsonObject("share"),
        "/flattr",
        Json.createValue("https://alder.example/f"));
    JsonObject settlement = message("settlement-offer");
    two(base, "settlement", settlement, "/object/reference", Json.createValue("Another"));
    two(base, "settlement", settlement, "/object/paid", Json.createValue("1"));
    two(base, "settlement", settlement, "/object/period", Json.createValue("2026-10"));
    two(base, "statement", message("statement-offer"), "/object/count", Json.createValue(6));
    two(base, "statement", message("statement-offer"), "/object/version", Json.createValue(3));
    two(
        base,
        "statement",
        message("statement-offer"),
        "/published",
        Json.createValue("2026-12-05T00:00:05Z"));
    JsonObject birchs = ProofCases.put(base, "/keys/0", flattr.getJsonArray("keys").getLast());
    two(
        birchs,
        "log_entry",
        message("receipt"),
        "/result/digest",
        Json.createValue("0".repeat(64)));
    two(birchs, "log_entry", message("receipt"), "/result/sequence", Json.createValue(2));
    two(
        birchs,
        "log_entry",
        message("undo-receipt"),
        "/result/period",
        Json.createValue("2026-10"));
    two(birchs, "log_entry", message("undo-receipt"), "/result/sequence", Json.createValue(0));
    two(birchs, "log_entry", message("undo-receipt"), "/result/x", Json.createValue(0));
    two(birchs, "log_entry", message("waiting"), "/result/x", Json.createValue(0));
    two(birchs, "", message("receipt"), "/result/x", Json.createValue(0));
    two(birchs, "constructor", message("receipt"), "/result/x", Json.createValue(0));
  }

  private static JsonObject message(String name) throws IOException {
    JsonObject message = ProofCases.parse(Files.readAllBytes(MESSAGES.resolve(name + ".json")));
    return ProofCases.put(
        message,
        "/proof",
        Json.createObjectBuilder()
            .add("verificationMethod", message.getString("actor") + "#ed25519-key")
            .add("created", message.getString("published"))
            .build());
  }

  /** A document twice, once with another value, in both orders. */
  private void two(
      JsonObject base, String kind, JsonObject document, String pointer, JsonValue value) {
    JsonObject other = ProofCases.put(document, pointer, value);
    for (boolean turned : List.of(false, true)) {
      JsonArrayBuilder documents =
          Json.createArrayBuilder().add(turned ? other : document).add(turned ? document : other);
      add(
          kind + " with another " + pointer + (turned ? ", turned" : ""),
          "equivocation",
          with(ProofCases.put(base, "/documents", documents.build()), "/kind", kind));
    }
  }
}
