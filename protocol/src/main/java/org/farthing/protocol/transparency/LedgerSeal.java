package org.farthing.protocol.transparency;

import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.json.CanonicalJson;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * A node's word on a stretch of its ledger: these transfers, in this order, and none between them.
 * Signed, it is a leaf of the node's log.
 *
 * @param number its place in the log, from 0
 * @param first the lowest sequence that it covers, one above the last of the seal before
 * @param last the highest
 * @param transfers how many there are; numbers may be left out between them, for good
 * @param digest of the transfers, 64 lower-case hexadecimal digits; salted, so that nobody can
 *     guess at them
 * @param previousOrNull SHA-256 of the canonical JSON of the seal before, with its proof; null for
 *     the first
 */
public record LedgerSeal(
    long number,
    long first,
    long last,
    long transfers,
    String digest,
    @Nullable String previousOrNull) {
  private static final String TYPE = "LedgerSeal";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** The largest integer that JSON carries safely. */
  private static final long LARGEST = (1L << 53) - 1;

  public LedgerSeal {
    require(number >= 0 && number <= LARGEST, "/number");
    require(first >= 1 && first <= last && last <= LARGEST, "/last");
    require(transfers >= 1 && transfers <= last - first + 1, "/transfers");
    require(DIGEST.matcher(digest).matches(), "/digest");
    require((number == 0) == (previousOrNull == null), "/previous");
    require(previousOrNull == null || DIGEST.matcher(previousOrNull).matches(), "/previous");
  }

  private static void require(boolean kept, String pointer) {
    if (!kept) {
      throw new ProtocolException("malformed", "Not what a seal says.").under(pointer);
    }
  }

  /** The document to sign. */
  public JsonObject toDocument() {
    JsonObjectBuilder document =
        Json.newObject()
            .add("type", TYPE)
            .add("number", number)
            .add("first", first)
            .add("last", last)
            .add("transfers", transfers)
            .add("digest", digest);
    if (previousOrNull != null) {
      document.add("previous", previousOrNull);
    }
    return document.build();
  }

  /**
   * The seal that a document is, whoever signed it.
   *
   * @throws ProtocolException {@code missing}, {@code malformed}, {@code unknown_kind}
   */
  public static LedgerSeal read(JsonObject document) {
    if (!text(document, "type").equals(TYPE)) {
      throw new ProtocolException("unknown_kind", "Not of type " + TYPE + ".").under("/type");
    }
    return new LedgerSeal(
        integer(document, "number"),
        integer(document, "first"),
        integer(document, "last"),
        integer(document, "transfers"),
        text(document, "digest"),
        document.containsKey("previous") ? text(document, "previous") : null);
  }

  /** What the next seal calls this document by. */
  public static String digestOf(JsonObject signed) {
    return HexFormat.of().formatHex(Sha256.of(CanonicalJson.of(signed)));
  }

  private static String text(JsonObject document, String name) {
    if (value(document, name) instanceof JsonString string) {
      return string.getString();
    }
    throw new ProtocolException("malformed", "Not a string.").under("/" + name);
  }

  private static long integer(JsonObject document, String name) {
    try {
      if (value(document, name) instanceof JsonNumber number) {
        return number.bigDecimalValue().longValueExact();
      }
    } catch (ArithmeticException _) {
      // Said below, like what is no number at all.
    }
    throw new ProtocolException("malformed", "Not an integer.").under("/" + name);
  }

  private static JsonValue value(JsonObject document, String name) {
    JsonValue value = document.get(name);
    if (value == null) {
      throw new ProtocolException("missing", "Not there.").under("/" + name);
    }
    return value;
  }
}
