package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.farthing.node.platform.database.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code farthing keys} does and says. */
final class KeysCommandTest {

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void configure() throws IOException {
    StringBuilder config = new StringBuilder("database:\n");
    String url = TestDatabase.wholeUrl(TestDatabase.address());
    config.append("  url: \"").append(url).append("\"\n");
    config.append("keys:\n  file: \"").append(folder.resolve("node.key")).append("\"\n");
    Files.writeString(folder.resolve("farthing.yaml"), config);
    assertThat(run("member", "add", "alice")).as("%s", err).isEqualTo(ExitStatus.OK);
  }

  @Test
  void rotatedKeyIsListedWithTheEndOfItsUseAndAudited() {
    assertThat(run("keys", "rotate", "alice", "--reason", "once a year")).isEqualTo(ExitStatus.OK);
    assertThat(said()).last().asString().endsWith("users/alice#ed25519-key-2 signs from now on.");

    assertThat(run("keys", "list", "alice")).isEqualTo(ExitStatus.OK);
    assertThat(said())
        .anyMatch(line -> line.contains("alice#ed25519-key ed25519 from") && line.contains("until"))
        .anyMatch(line -> line.contains("alice#ed25519-key-2") && line.endsWith("in use"));
    run("audit");
    assertThat(said())
        .anyMatch(line -> line.contains("keys-rotate member:") && line.contains("once a year"));
  }

  @Test
  void compromisedKeyIsListedAsRevokedAndReplaced() {
    assertThat(run("keys", "compromised", "actor", "ed25519-key")).isEqualTo(ExitStatus.OK);
    assertThat(said()).last().asString().contains("is revoked;", "#ed25519-key-2 signs");
    assertThat(run("keys", "compromised", "actor", "ed25519-key")).isEqualTo(ExitStatus.OK);
    assertThat(said()).last().asString().endsWith("was revoked before.");

    run("keys", "list");
    assertThat(said())
        .anyMatch(line -> line.contains("/actor#ed25519-key ed25519") && line.contains("revoked"))
        .anyMatch(line -> line.contains("/users/alice#ed25519-key") && line.endsWith("in use"));
    run("audit");
    assertThat(said()).filteredOn(line -> line.contains("keys-compromised node#")).hasSize(1);
  }

  @Test
  void whatIsNotThereIsRefused() {
    assertThat(run("keys", "rotate", "nobody")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("unknown_member");
    assertThat(run("keys", "compromised", "alice", "main-key-7")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("unknown_key");
    assertThat(run("keys")).isEqualTo(ExitStatus.REFUSED);
  }

  private List<String> said() {
    return out.toString().lines().toList();
  }

  private int run(String... args) {
    boolean onANode = args.length > 1 || args[0].equals("audit");
    Stream<String> all =
        onANode
            ? Stream.concat(
                Stream.of(args), Stream.of("--config", folder.resolve("farthing.yaml").toString()))
            : Stream.of(args);
    return Main.run(
        all.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
