package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.farthing.node.ChildJvm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code farthing serve} as an operator runs it, with its own MariaDB, when one of them dies. */
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("crash")
final class ServeCrashTest {

  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path folder;
  private int port;
  private Process node;

  @BeforeEach
  void serve() throws IOException, InterruptedException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    start();
  }

  @AfterEach
  void end() {
    client.close();
    node.descendants().forEach(ProcessHandle::destroyForcibly);
    node.destroyForcibly();
  }

  @Test
  void killedNodeLeavesNoServerBehindAndStartsAgain() throws Exception {
    ProcessHandle server = server();

    node.destroyForcibly().waitFor();

    server.onExit().get(30, TimeUnit.SECONDS);
    start();
    assertThat(server().pid()).isNotEqualTo(server.pid());
  }

  @Test
  void killedServerIsStartedAgainAndTheNodeServesOn() throws Exception {
    ProcessHandle killed = server();

    killed.destroyForcibly();
    killed.onExit().get(30, TimeUnit.SECONDS);

    awaitReady();
    assertThat(server().pid()).isNotEqualTo(killed.pid());
    assertThat(node.isAlive()).isTrue();
  }

  @Test
  void serverThatCannotBeStartedAgainEndsTheNodeWithOneSentence() throws Exception {
    Files.move(folder.resolve("data/mariadb/data"), folder.resolve("gone"));

    server().destroyForcibly();

    assertThat(node.waitFor()).isEqualTo(ExitStatus.FAILED);
    assertThat(Files.readAllLines(folder.resolve("err")))
        .filteredOn(line -> line.startsWith("farthing serve: "))
        .singleElement()
        .asString()
        .contains("MariaDB ends again and again")
        .endsWith("see " + folder.resolve("data/mariadb/server.log") + ".");
  }

  private void start() throws IOException, InterruptedException {
    ProcessBuilder builder =
        ChildJvm.of(Main.class, List.of("serve"))
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("out").toFile())
            .redirectError(folder.resolve("err").toFile());
    builder.environment().put("FARTHING_HTTP_PORT", Integer.toString(port));
    node = builder.start();
    awaitReady();
    awaitAddress();
  }

  private ProcessHandle server() {
    return node.children().findFirst().orElseThrow();
  }

  /** The test's timeout is the deadline. */
  private void awaitReady() throws InterruptedException {
    while (!isReady()) {
      assertThat(node.isAlive()).as("the node runs").isTrue();
      Thread.sleep(20);
    }
  }

  /** Said when the command has done all that it does before it waits. */
  private void awaitAddress() throws IOException, InterruptedException {
    while (!Files.readString(folder.resolve("out")).contains("Set it up")) {
      assertThat(node.isAlive()).as("the node runs").isTrue();
      Thread.sleep(20);
    }
  }

  private boolean isReady() throws InterruptedException {
    URI health = URI.create("http://localhost:" + port + "/health/ready");
    try {
      return client
              .send(
                  HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(40)).build(),
                  BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }
}
