package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.farthing.node.account.MemberId;
import org.farthing.node.ledger.Account;
import org.farthing.node.platform.database.EmbeddedMariaDb;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is killed takes its database server with it, and finds its data when it is back. */
@Tag("crash")
final class OwnDatabaseCrashTest {

  @Test
  void killedNodeComesBackWithWhatWasDeposited(@TempDir Path folder) throws Exception {
    Process doomed = ChildJvm.of(NodeWithOwnDatabase.class, List.of(folder.toString())).start();
    try (BufferedReader output = doomed.inputReader()) {
      ProcessHandle server = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
      doomed.destroyForcibly().waitFor();
      server.onExit().get(30, TimeUnit.SECONDS);
    } finally {
      doomed.destroyForcibly();
    }

    try (EmbeddedMariaDb server = NodeWithOwnDatabase.server(folder);
        Node again = Node.start(NodeWithOwnDatabase.setup(folder, server))) {
      MemberId alice = again.members().find("alice").orElseThrow().id();
      assertThat(again.balance(new Account.MemberFunds(alice.value())).postedMicros())
          .isEqualTo(10_000_000);
      assertThat(again.check()).isEmpty();
    }
  }
}
