package org.farthing.protocol.settlement;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.farthing.protocol.Sha256;

/** The vectors of transparency-dev/merkle among the test resources. */
final class MerkleVectors {
  private MerkleVectors() {}

  static JsonObject read(String file) {
    try (InputStream in = MerkleVectors.class.getResourceAsStream("/vectors/merkle/" + file);
        JsonReader reader = Json.createReader(Objects.requireNonNull(in, file))) {
      return reader.readObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The contents of the reference tree's eight leaves. */
  static List<byte[]> referenceLeaves() {
    return strings(read("reference-tree.json").getJsonArray("leafInputsHex")).stream()
        .map(HexFormat.of()::parseHex)
        .toList();
  }

  /** The reference tree's roots of sizes 0 to 8. */
  static List<TreeHash> referenceRoots() {
    return strings(read("reference-tree.json").getJsonArray("rootHashesHexByTreeSize")).stream()
        .map(TreeHash::parse)
        .toList();
  }

  /** An unsigned number; what exceeds a long comes out negative. */
  static long number(JsonObject vector, String name) {
    return vector.getJsonNumber(name).bigIntegerValueExact().longValue();
  }

  /** A leaf's or root's hash; "don't care 1" and the like, which are none, are filled up to one. */
  static TreeHash hash(JsonObject vector, String name) {
    byte[] bytes = Base64.getDecoder().decode(vector.getString(name));
    boolean placeholder = new String(bytes, StandardCharsets.UTF_8).startsWith("don't care");
    return TreeHash.of(placeholder ? Arrays.copyOf(bytes, Sha256.BYTES) : bytes);
  }

  /** A proof's hashes; {@code null} stands for none. */
  static List<TreeHash> path(JsonObject vector) {
    return vector.isNull("proof")
        ? List.of()
        : strings(vector.getJsonArray("proof")).stream()
            .map(Base64.getDecoder()::decode)
            .map(TreeHash::of)
            .toList();
  }

  private static List<String> strings(JsonArray array) {
    return array.getValuesAs(JsonString::getString);
  }
}
