package org.farthing.protocol.json;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonLocation;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParsingException;
import java.util.HashSet;
import java.util.Set;
import org.farthing.protocol.json.JsonRefused.Code;
import org.farthing.protocol.json.JsonRefused.Place;

/**
 * Builds one document from parser events and enforces what the parser lets pass: duplicate names,
 * unpaired surrogates, NUL, depth, size. Recursion is bounded by {@link Json#MAXIMUM_DEPTH}, which
 * is checked before each step down. Used once, by one thread.
 */
final class BoundedReader {
  private final JsonParser parser;
  private int values;

  BoundedReader(JsonParser parser) {
    this.parser = parser;
  }

  JsonObject read() {
    try {
      Event first = parser.next();
      if (first != Event.START_OBJECT) {
        throw refused(Code.NOT_AN_OBJECT, "The document is no object");
      }
      JsonObject document = value(first, 0).asJsonObject();
      // Asks for the token after the end, and so refuses anything but white space there.
      parser.hasNext();
      return document;
    } catch (JsonParsingException e) {
      throw new JsonRefused(Code.NOT_JSON, placeOf(e.getLocation()), "This is not JSON");
    } catch (JsonException e) {
      throw refused(Code.NOT_JSON, "This is not JSON");
    }
  }

  private JsonValue value(Event event, int depth) {
    if (++values > Json.MAXIMUM_VALUES) {
      throw refused(Code.TOO_MANY_VALUES, "More than " + Json.MAXIMUM_VALUES + " values");
    }
    return switch (event) {
      case START_OBJECT -> object(depth + 1);
      case START_ARRAY -> array(depth + 1);
      case VALUE_STRING -> Json.PROVIDER.createValue(text());
      case VALUE_NUMBER -> number();
      case VALUE_TRUE -> JsonValue.TRUE;
      case VALUE_FALSE -> JsonValue.FALSE;
      case VALUE_NULL -> JsonValue.NULL;
      case KEY_NAME, END_OBJECT, END_ARRAY ->
          throw new IllegalStateException("The parser gave " + event + " for a value");
    };
  }

  private JsonValue object(int depth) {
    checkDepth(depth);
    JsonObjectBuilder object = Json.newObject();
    Set<String> names = new HashSet<>();
    while (parser.next() == Event.KEY_NAME) {
      String name = text();
      if (!names.add(name)) {
        throw refused(Code.DUPLICATE_NAME, "A name stands twice in one object");
      }
      object.add(name, value(parser.next(), depth));
    }
    return object.build();
  }

  private JsonValue array(int depth) {
    checkDepth(depth);
    JsonArrayBuilder array = Json.newArray();
    for (Event event = parser.next(); event != Event.END_ARRAY; event = parser.next()) {
      array.add(value(event, depth));
    }
    return array.build();
  }

  private JsonValue number() {
    if (parser.getString().length() > Json.MAXIMUM_NUMBER_LENGTH) {
      throw refused(
          Code.BAD_NUMBER, "A number has more than " + Json.MAXIMUM_NUMBER_LENGTH + " characters");
    }
    try {
      return parser.getValue();
    } catch (NumberFormatException e) {
      throw refused(Code.BAD_NUMBER, "The exponent of a number is beyond measure");
    }
  }

  private String text() {
    String text = parser.getString();
    if (text.indexOf('\0') >= 0 || !Surrogates.arePaired(text)) {
      throw refused(Code.BAD_STRING, "A string holds NUL or an unpaired surrogate");
    }
    return text;
  }

  private void checkDepth(int depth) {
    if (depth > Json.MAXIMUM_DEPTH) {
      throw refused(Code.TOO_DEEP, "More than " + Json.MAXIMUM_DEPTH + " levels");
    }
  }

  private JsonRefused refused(Code code, String detail) {
    return new JsonRefused(code, placeOf(parser.getLocation()), detail);
  }

  private static Place placeOf(JsonLocation location) {
    return new Place(location.getLineNumber(), Math.max(1, location.getColumnNumber()));
  }
}
