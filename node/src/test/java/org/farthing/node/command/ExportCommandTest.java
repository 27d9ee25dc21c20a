package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.farthing.node.Node;
import org.farthing.node.NodeConfig;
import org.farthing.node.ledger.SealLog;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.DatabaseAddress;
import org.farthing.node.platform.database.TestDatabase;
import org.farthing.protocol.Sha256;
import org.farthing.protocol.json.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as it is typed, on a database beside it. */
final class ExportCommandTest {
  @TempDir Path folder;

  private final DatabaseAddress database = TestDatabase.address();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void fill() throws IOException {
    StringBuilder config = new StringBuilder();
    config.append("http:\n  port: ").append(freePort()).append('\n');
    config.append("keys:\n  file: ").append(folder.resolve("node.key")).append("\n");
    config.append("database:\n  url: \"").append(TestDatabase.wholeUrl(database)).append("\"\n");
    Files.writeString(config(), config);
    assertThat(run("member", "add", "ann")).as("%s", err).isEqualTo(ExitStatus.OK);
    assertThat(run("deposit", "ann", "7.00")).isEqualTo(ExitStatus.OK);
    out.getBuffer().setLength(0);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private Path config() {
    return folder.resolve("farthing.yaml");
  }

  private int run(String... words) {
    String[] args = Arrays.copyOf(words, words.length + 2);
    args[words.length] = "--config";
    args[words.length + 1] = config().toString();
    return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  @Test
  void aMonthIsExportedAndTheNextOneHasItAsItsBeginning() {
    YearMonth month = YearMonth.now(ZoneOffset.UTC);

    assertThat(run("export", "--month", month.toString())).isEqualTo(ExitStatus.OK);
    assertThat(out.toString())
        .contains("in " + month)
        .contains("deposit")
        .contains("liabilities:member:ann:funds  -7.000000 XTS")
        .doesNotContain("opening");

    out.getBuffer().setLength(0);
    assertThat(run("export", "--month", month.plusMonths(1).toString())).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).contains(month.plusMonths(1) + "-01 opening balances");
  }

  @Test
  void theTextOfASealGivesItsDigest() throws Exception {
    serveForAMoment();

    assertThat(run("export", "--seal", "0")).isEqualTo(ExitStatus.OK);

    byte[] sha256 = Sha256.newDigest().digest(out.toString().getBytes(StandardCharsets.UTF_8));
    assertThat(HexFormat.of().formatHex(sha256)).isEqualTo(seal().getString("digest"));
    assertThat(run("check")).isEqualTo(ExitStatus.OK);
  }

  private void serveForAMoment() {
    NodeConfig config = NodeConfig.read(Optional.of(config()), folder, Map.of());
    try (NodeDatabase external = NodeDatabase.forServing(config)) {
      Node.start(ConfiguredNode.setup(config, external)).close();
    }
  }

  private JsonObject seal() {
    try (Database opened = Database.open(database, 2)) {
      return Json.parseObject(opened.read(tx -> new SealLog().documents(tx, 0, 1)).getFirst());
    }
  }

  @Test
  void whatCannotBeExportedIsRefused() {
    assertThat(run("export", "--month", "October")).isEqualTo(ExitStatus.REFUSED);
    assertThat(run("export", "--seal", "0")).isEqualTo(ExitStatus.REFUSED);
    assertThat(run("export", "--seal", "0", "--evidence")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString().lines())
        .hasSize(3)
        .anyMatch(line -> line.contains("malformed_month"))
        .anyMatch(line -> line.contains("unknown_seal"));
  }

  @Test
  void noEvidenceIsNoLine() {
    assertThat(run("export", "--evidence")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).isEmpty();
  }
}
