package org.farthing.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpListsCommandsAndSucceeds() {
    assertThat(run("help")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).contains("Usage: farthing").contains("help");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void versionIsSaid() {
    assertThat(run("--version")).isEqualTo(ExitStatus.OK);
    assertThat(out.toString()).startsWith("farthing ");
  }

  @Test
  void misuseIsOneLineAndStatusTwo() {
    assertThat(run("fly")).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("farthing: Unmatched argument");

    assertThat(run()).isEqualTo(ExitStatus.REFUSED);
    assertThat(err.toString()).contains("farthing: a command is missing (see: farthing --help)");
  }

  private int run(String... args) {
    return Main.run(args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
