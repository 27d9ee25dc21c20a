package org.farthing.node.play;

import jakarta.json.Json;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParsingException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a file of JSON into a tree, and knows line and column where it is none. */
final class JsonFile {

  /** A scenario nests four deep; the bound keeps a hostile file from exhausting the stack. */
  private static final int DEEPEST = 16;

  private final String text;
  private final JsonParser parser;

  private JsonFile(String text, JsonParser parser) {
    this.text = text;
    this.parser = parser;
  }

  /**
   * @throws ScenarioRefused where the bytes are no UTF-8 or no JSON, or an object names a field
   *     twice
   */
  static JsonTree parse(byte[] bytes) {
    String text = decode(bytes);
    try (JsonParser parser = Json.createParser(new StringReader(text))) {
      return new JsonFile(text, parser).document();
    }
  }

  private static String decode(byte[] bytes) {
    CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    CharBuffer decoded = CharBuffer.allocate(bytes.length);
    boolean malformed = utf8.decode(ByteBuffer.wrap(bytes), decoded, true).isError();
    String text = decoded.flip().toString();
    if (malformed) {
      throw refused(text, text.length(), "no UTF-8 here");
    }
    return text;
  }

  private JsonTree document() {
    try {
      JsonTree root = value(parser.next(), "", 0);
      // Asking for more is what makes the parser look at the text after the value.
      parser.hasNext();
      return root;
    } catch (JsonParsingException e) {
      throw noJson(e);
    }
  }

  /**
   * At the end of the text the parser's own line and column are wrong, so only its offset is used.
   */
  private ScenarioRefused noJson(JsonParsingException e) {
    long offset = e.getLocation().getStreamOffset();
    if (offset < 0 || offset >= text.length()) {
      return refused(text, text.length(), "the JSON ends too early");
    }
    int at = (int) offset;
    int found = text.codePointAt(at);
    String shown =
        Character.isISOControl(found)
            ? String.format("U+%04X", found)
            : "'" + Character.toString(found) + "'";
    return refused(text, at, "no JSON: " + shown + " is not expected here");
  }

  private static ScenarioRefused refused(String text, int offset, String reason) {
    String before = text.substring(0, offset);
    long line = 1 + before.chars().filter(character -> character == '\n').count();
    return ScenarioRefused.at(line, offset - before.lastIndexOf('\n'), reason);
  }

  private JsonTree value(JsonParser.Event event, String pointer, int depth) {
    if (depth > DEEPEST) {
      throw ScenarioRefused.at(pointer, "nested too deeply");
    }
    return switch (event) {
      case START_OBJECT -> fields(pointer, depth);
      case START_ARRAY -> items(pointer, depth);
      case VALUE_STRING -> new JsonTree.Text(parser.getString());
      case VALUE_NUMBER -> new JsonTree.Numeral(parser.getString());
      case VALUE_TRUE -> JsonTree.Literal.TRUE;
      case VALUE_FALSE -> JsonTree.Literal.FALSE;
      case VALUE_NULL -> JsonTree.Literal.NULL;
      case KEY_NAME, END_OBJECT, END_ARRAY -> throw new AssertionError(event);
    };
  }

  private JsonTree items(String pointer, int depth) {
    List<JsonTree> items = new ArrayList<>();
    for (JsonParser.Event next = parser.next();
        next != JsonParser.Event.END_ARRAY;
        next = parser.next()) {
      items.add(value(next, Pointers.item(pointer, items.size()), depth + 1));
    }
    return new JsonTree.Items(items);
  }

  private JsonTree fields(String pointer, int depth) {
    Map<String, JsonTree> fields = new LinkedHashMap<>();
    while (parser.next() == JsonParser.Event.KEY_NAME) {
      String name = parser.getString();
      String place = Pointers.field(pointer, name);
      if (fields.containsKey(name)) {
        throw ScenarioRefused.at(place, "is there twice");
      }
      fields.put(name, value(parser.next(), place, depth + 1));
    }
    return new JsonTree.Fields(fields);
  }
}
