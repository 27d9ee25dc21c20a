package org.farthing.protocol.example;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.message.DocumentDigest;
import org.farthing.protocol.message.StatementLine;

/** All files of {@code examples} and {@code signed} below {@code docs/protocol}, by their paths. */
final class ExampleFiles {

  private ExampleFiles() {}

  static Map<String, String> all() {
    ExampleDocuments documents = new ExampleDocuments();
    Map<String, String> files = new TreeMap<>();
    Map<String, JsonObject> unsigned = new TreeMap<>(documents.unsigned());
    unsigned.putAll(documents.pages(false));
    unsigned.putAll(ExampleActors.documents());
    unsigned.forEach((name, document) -> files.put("examples/" + name + ".json", lines(document)));
    files.put("examples/statement-lines.ndjson", lines(ExampleMonth.LINES));
    files.put("examples/birchs-statement-lines.ndjson", lines(ExampleMonth.BIRCHS_LINES));
    files.put(
        "examples/log-leaves.ndjson",
        ExampleFlattrs.leaves().stream().map(ExampleFiles::line).collect(Collectors.joining()));
    addSigned(files, documents);
    return files;
  }

  private static void addSigned(Map<String, String> files, ExampleDocuments documents) {
    Map<String, JsonObject> signed = new TreeMap<>(documents.signed());
    JsonObjectBuilder digests = Json.newObject();
    signed.forEach((name, document) -> digests.add(name + ".json", DocumentDigest.of(document)));
    files.put("signed/digests.json", lines(digests.build()));
    files.put("signed/keys.json", lines(ExampleKeys.document()));
    files.put("signed/flattr.steps.txt", steps(documents.signed("flattr")));
    signed.putAll(documents.pages(true));
    // As they are sent: on one line, without an end, and not in canonical form.
    signed.forEach((name, document) -> files.put("signed/" + name + ".json", document.toString()));
    ExampleRequests.all(documents)
        .forEach(
            (name, request) -> {
              files.put("signed/" + name + ".http", request.text());
              files.put("signed/" + name + ".base.txt", request.base());
            });
  }

  /** How a proof of Alice comes about, with all that stands between. */
  private static String steps(JsonObject signed) {
    JsonObject proof = signed.getJsonObject("proof");
    byte[] options = CanonicalJson.of(Json.newObject(proof).remove("proofValue").build());
    byte[] document = CanonicalJson.of(Json.newObject(signed).remove("proof").build());
    String message = hex(Sha256.of(options)) + hex(Sha256.of(document));
    byte[] signature = ExampleKeys.ALICES_KEY.key().sign(HexFormat.of().parseHex(message));
    return """
    the proof without proofValue, canonical:
    %s
    its SHA-256:
    %s
    the document without proof, canonical:
    %s
    its SHA-256, the digest of the document:
    %s
    what is signed, both hashes:
    %s
    the signature:
    %s
    proofValue:
    %s
    """
        .formatted(
            text(options),
            hex(Sha256.of(options)),
            text(document),
            hex(Sha256.of(document)),
            message,
            hex(signature),
            proof.getString("proofValue"));
  }

  private static String lines(JsonObject document) {
    return PrettyJson.of(document) + "\n";
  }

  private static String lines(List<StatementLine> lines) {
    return lines.stream().map(line -> line(line.canonicalBytes())).collect(Collectors.joining());
  }

  private static String line(byte[] bytes) {
    return text(bytes) + "\n";
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
