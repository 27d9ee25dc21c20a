package org.farthing.protocol.proof;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.settlement.InclusionProof;
import org.farthing.protocol.settlement.TreeHash;

/**
 * An inclusion proof (RFC 6962) on the wire: {@code {index, size, path}}, index and size JSON
 * integers, the path's hashes in lower-case hex from the leaf upwards.
 */
final class InclusionForm {

  /** Below 2⁵³ leaves no path is longer. */
  private static final int LONGEST_PATH = 53;

  private static final long LARGEST_INTEGER = (1L << 53) - 1;
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private InclusionForm() {}

  static JsonObject write(InclusionProof proof) {
    JsonArrayBuilder path = Json.newArray();
    proof.path().forEach(hash -> path.add(hash.toString()));
    return Json.newObject()
        .add("index", proof.leafIndex())
        .add("size", proof.treeSize())
        .add("path", path)
        .build();
  }

  /**
   * The proof that an object is.
   *
   * @throws ProtocolException when it is none; another member is refused, for nothing would bind it
   */
  static InclusionProof read(JsonObject form) {
    BundleFields fields = new BundleFields(form);
    fields.requireExactly("index", "size", "path");
    long size = integer(form, "size");
    long index = integer(form, "index");
    if (index >= size) {
      throw BundleFields.malformed("/index", "A place within the tree.");
    }
    List<JsonValue> values = fields.array("path");
    if (values.size() > LONGEST_PATH) {
      throw BundleFields.malformed("/path", "At most " + LONGEST_PATH + " hashes.");
    }
    List<TreeHash> path = new ArrayList<>();
    for (int place = 0; place < values.size(); place++) {
      path.add(hash(values.get(place), "/path/" + place));
    }
    return new InclusionProof(index, size, path);
  }

  private static long integer(JsonObject form, String name) {
    if (form.get(name) instanceof JsonNumber number && number.isIntegral()) {
      try {
        long value = number.longValueExact();
        if (value >= 0 && value <= LARGEST_INTEGER) {
          return value;
        }
      } catch (ArithmeticException _) {
        // Said below, like a number out of range.
      }
    }
    throw BundleFields.malformed("/" + name, "An integer from 0 to 2^53 - 1.");
  }

  private static TreeHash hash(JsonValue value, String place) {
    if (value instanceof JsonString text && HASH.matcher(text.getString()).matches()) {
      return TreeHash.parse(text.getString());
    }
    throw BundleFields.malformed(place, "64 lower-case hexadecimal digits.");
  }
}
