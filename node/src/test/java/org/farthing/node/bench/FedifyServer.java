package org.farthing.node.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The Fedify server of {@code interop/fedify}, which its {@code install} has fetched. */
final class FedifyServer implements AutoCloseable {

  private static final String LISTENING = "listening on ";

  private final Process process;
  private final URI origin;

  private FedifyServer(Process process, URI origin) {
    this.process = process;
    this.origin = origin;
  }

  static FedifyServer start() throws IOException {
    Path folder = Path.of("interop/fedify").toAbsolutePath();
    Path node = folder.resolve("node_modules/node/bin/node");
    if (!Files.isExecutable(node)) {
      throw new IllegalStateException("Fedify is not there yet: run interop/fedify/install");
    }
    Process process =
        new ProcessBuilder(node.toString(), "server.mjs")
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    BufferedReader output = process.inputReader();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        Thread.ofVirtual().start(() -> output.lines().forEach(_ -> {}));
        return new FedifyServer(
            process, URI.create("http://localhost:" + line.substring(LISTENING.length())));
      }
    }
    throw new IllegalStateException("Fedify does not start.");
  }

  URI origin() {
    return origin;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
