package org.farthing.node.interop;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A snac on a free port, with an empty folder of its own. */
final class SnacServer implements AutoCloseable {

  private static final String SNAC = "/usr/bin/snac";

  final Path folder;
  final URI origin;
  private final Process server;

  private SnacServer(Path folder, int port, Process server) {
    this.folder = folder;
    this.origin = URI.create("http://localhost:" + port);
    this.server = server;
  }

  static SnacServer start() {
    Peers.installed(Path.of(SNAC));
    int port = Peers.freePort();
    try {
      Path folder = Files.createTempDirectory("farthing-snac-");
      Path data = folder.resolve("data");
      run("127.0.0.1\n%1$d\nlocalhost:%1$d\n\n\n".formatted(port), "init", data.toString());
      change(data.resolve("server.json"), "protocol", "http");
      Process server =
          new ProcessBuilder(SNAC, "httpd", data.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      SnacServer snac = new SnacServer(data, port, server);
      Peers.await("snac answers", snac::answers);
      return snac;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean answers() {
    try {
      return Peers.send(HttpRequest.newBuilder(origin)).statusCode() == 200;
    } catch (UncheckedIOException e) {
      assertThat(e).hasCauseInstanceOf(ConnectException.class);
      assertThat(server.isAlive()).as("snac runs").isTrue();
      return false;
    }
  }

  private static void change(Path file, String name, String value) throws IOException {
    JsonObject before = Peers.parse(Files.readString(file)).asJsonObject();
    Files.writeString(file, Json.createObjectBuilder(before).add(name, value).build().toString());
  }

  /** What a command of its says. */
  String command(String command, String... arguments) {
    List<String> all = new ArrayList<>(List.of(command, folder.toString()));
    all.addAll(Arrays.asList(arguments));
    return run("", all.toArray(String[]::new));
  }

  private static String run(String input, String... arguments) {
    List<String> command = new ArrayList<>(List.of(SNAC));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
        writer.write(input);
      }
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(command + ": " + output).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether its log says so. */
  boolean logged(String words) {
    try {
      return Files.readString(folder.resolveSibling("log")).contains(words);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A new user, signed in. */
  SnacUser user(String name) {
    String said = command("adduser", name).strip();
    String password =
        said.lines()
            .filter(line -> line.startsWith("User password is "))
            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
            .findFirst()
            .orElseThrow(() -> new AssertionError(said));
    return SnacUser.signIn(this, name, password);
  }

  /** Has a user's profile show a field, as its settings page does. */
  void showField(String user, String name, String value) {
    try {
      change(
          folder.resolve("user").resolve(user).resolve("user.json"),
          "metadata",
          name + "=" + value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.destroy();
    try (Stream<Path> files = Files.walk(folder.getParent())) {
      server.waitFor();
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
