package org.farthing.protocol.signature;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Reads the published vectors below {@code /vectors}. */
final class Vectors {
  private static final Pattern QUOTED = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);

  private Vectors() {}

  static String text(String name) {
    try (InputStream in = Vectors.class.getResourceAsStream("/vectors/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JsonObject json(String name) {
    return parse(text(name));
  }

  /** The JSON documents of a Gherkin file, in their order. */
  static List<JsonObject> documents(String feature) {
    return QUOTED
        .matcher(text(feature))
        .results()
        .map(MatchResult::group)
        .map(quoted -> parse(quoted.substring(3, quoted.length() - 3)))
        .toList();
  }

  /** A request printed as a start line and headers, received over https. */
  static HttpRequestHead request(JsonObject message) {
    Map<String, List<String>> headers = new TreeMap<>();
    for (JsonArray header : message.getJsonArray("headers").getValuesAs(JsonArray.class)) {
      headers.computeIfAbsent(header.getString(0), _ -> new ArrayList<>()).add(header.getString(1));
    }
    List<String> line = List.of(message.getString("startLine").split(" ", -1));
    String host = headers.getOrDefault("Host", List.of()).getFirst();
    return new HttpRequestHead(line.get(0), URI.create("https://" + host + line.get(1)), headers);
  }

  static List<JsonObject> objects(JsonObject parent, String name) {
    return parent.getJsonArray(name).getValuesAs(JsonObject.class);
  }

  private static JsonObject parse(String json) {
    try (JsonReader reader =
        Json.createReader(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)))) {
      return reader.readObject();
    }
  }
}
