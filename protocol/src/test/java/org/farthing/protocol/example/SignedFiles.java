package org.farthing.protocol.example;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.farthing.protocol.activity.ActorDocument;
import org.farthing.protocol.json.Json;
import org.farthing.protocol.signature.HttpRequestHead;
import org.farthing.protocol.signature.Multikey;
import org.farthing.protocol.signature.Pem;
import org.farthing.protocol.signature.VerificationKey;

/** What is in {@code docs/protocol/signed}, read as somebody else would. */
final class SignedFiles {
  private static final Path FOLDER = Path.of("..", "docs", "protocol", "signed");

  private SignedFiles() {}

  /** The names of those that end so, without that. */
  static List<String> names(String end) throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(end))
          .map(name -> name.substring(0, name.length() - end.length()))
          .sorted()
          .toList();
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  static JsonObject json(String name) {
    return Json.parseObject(bytes(name + ".json"));
  }

  /** The key of that id, from its actor's document among the examples. */
  static VerificationKey key(URI id) throws IOException {
    for (String actor : List.of("alders-actor", "birchs-actor", "alices-actor")) {
      ActorDocument document = new ActorDocument(ExampleDocuments.file(actor));
      for (ActorDocument.ProofKey key : document.assertionMethods()) {
        if (key.id().uri().equals(id)) {
          return Multikey.verificationKey(key.publicKeyMultibase());
        }
      }
      for (ActorDocument.PemKey key : document.publicKeys()) {
        if (key.id().uri().equals(id)) {
          return Pem.verificationKey(key.pem());
        }
      }
    }
    throw new IllegalArgumentException("Whose key is " + id);
  }

  /** A request as a server receives it. */
  record Received(HttpRequestHead head, String text) {
    byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }

  static Received request(String name) {
    String[] parts = text(name + ".http").split("\n\n", 2);
    List<String> lines = List.of(parts[0].split("\n", -1));
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] header = line.split(": ", 2);
      headers.computeIfAbsent(header[0], _ -> new ArrayList<>()).add(header[1]);
    }
    String[] start = lines.getFirst().split(" ", -1);
    URI target = URI.create("https://birch.example" + start[1]);
    return new Received(new HttpRequestHead(start[0], target, headers), parts[1]);
  }
}
