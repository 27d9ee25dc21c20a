package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the servers of others are started with and asked by. */
final class Peers {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration POLL = Duration.ofMillis(50);

  private Peers() {}

  /** A folder of {@code interop} in the repository, wherever in it the tests were started. */
  static Path folder(String name) {
    Path here = Path.of("interop").toAbsolutePath();
    Path folder = Files.isDirectory(here) ? here : Path.of("../interop").toAbsolutePath();
    return folder.resolve(name).normalize();
  }

  /** A Node.js, or what runs on it. */
  static Path installed(Path program) {
    if (!Files.isExecutable(program)) {
      throw new IllegalStateException(program + " is not there: run interop/install");
    }
    return program;
  }

  static Path nodeJs() {
    return installed(folder("fedify").resolve("node_modules/node/bin/node"));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something holds that another server does in its own time. */
  static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).as("waiting until " + what).isBefore(end);
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /** On a connection of its own: snac closes them without saying so. */
  static HttpResponse<String> send(HttpRequest.Builder request) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.timeout(PATIENCE).build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The body of an answer that says all went well. */
  static JsonValue json(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.request() + ": " + answer.body()).isBetween(200, 299);
    return answer.body().isEmpty() ? JsonValue.NULL : parse(answer.body());
  }

  static JsonValue parse(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readValue();
    }
  }

  static JsonObject object(HttpRequest.Builder request) {
    return json(request).asJsonObject();
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
