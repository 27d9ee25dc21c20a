package org.farthing.node.command;

import org.farthing.node.audit.Mandate;
import picocli.CommandLine.Option;

/** Why something is put right: demanded wherever a command does that. */
final class Reason {

  @Option(
      names = "--reason",
      required = true,
      paramLabel = "TEXT",
      description = "Why; kept for ever in the audit log, so without names.")
  private String text = "";

  Mandate mandate() {
    return Mandate.ofCommand(text);
  }
}
