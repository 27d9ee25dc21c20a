package org.farthing.protocol.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.spi.JsonProvider;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.farthing.protocol.json.JsonRefused.Code;
import org.farthing.protocol.json.JsonRefused.Place;

/** Reads the JSON of strangers, and begins our own. */
public final class Json {
  /** The largest document that is read, in bytes. */
  public static final int MAXIMUM_BYTES = 1 << 20;

  /** How deep objects and arrays may nest, the document itself being the first level. */
  public static final int MAXIMUM_DEPTH = 64;

  /** How many values a document may hold, itself included. */
  public static final int MAXIMUM_VALUES = 100_000;

  /** The longest number that is read, in characters. */
  public static final int MAXIMUM_NUMBER_LENGTH = 64;

  // The provider is looked up once: jakarta.json.Json searches the class path at every call.
  static final JsonProvider PROVIDER = JsonProvider.provider();
  private static final JsonParserFactory PARSERS = PROVIDER.createParserFactory(Map.of());

  private Json() {}

  /**
   * Reads one object that fills the whole input.
   *
   * <p>Beyond RFC 8259 these are refused: what exceeds the bounds above, names that stand twice in
   * an object, and unpaired surrogates and NUL in strings and names (which RFC 8785 cannot write,
   * and databases treat differently). The time taken grows linearly with the input.
   *
   * @throws JsonRefused with the reason
   */
  public static JsonObject parseObject(byte[] utf8) {
    if (utf8.length > MAXIMUM_BYTES) {
      throw new JsonRefused(
          Code.TOO_LARGE, null, "The document has more than " + MAXIMUM_BYTES + " bytes");
    }
    try (JsonParser parser = PARSERS.createParser(new StringReader(decode(utf8)))) {
      return new BoundedReader(parser).read();
    }
  }

  /** An empty object to fill. */
  public static JsonObjectBuilder newObject() {
    return PROVIDER.createObjectBuilder();
  }

  /** An object to change, with the members of another. */
  public static JsonObjectBuilder newObject(JsonObject members) {
    return PROVIDER.createObjectBuilder(members);
  }

  /** An empty array to fill. */
  public static JsonArrayBuilder newArray() {
    return PROVIDER.createArrayBuilder();
  }

  private static String decode(byte[] utf8) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer text = CharBuffer.allocate(utf8.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(utf8), text, true);
    text.flip();
    if (result.isError()) {
      throw new JsonRefused(Code.NOT_UTF8, endOf(text), "The document is not UTF-8");
    }
    return text.toString();
  }

  private static Place endOf(CharBuffer text) {
    String read = text.toString();
    long line = 1 + read.chars().filter(c -> c == '\n').count();
    return new Place(line, read.length() - read.lastIndexOf('\n'));
  }
}
