package org.farthing.node.command;

import java.util.concurrent.Callable;
import org.farthing.node.NodeConfig;
import org.farthing.node.OriginMove;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Moves a node that was tried on loopback to its real origin. */
@Command(
    name = "move-origin",
    mixinStandardHelpOptions = true,
    description = {
      "Move a node from loopback to the origin under which others will know it.",
      "Its actors get new ids and new keys. The node must not be serving."
    })
final class MoveOriginCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Parameters(paramLabel = "ORIGIN", description = "Like https://node.example.")
  private String origin = "";

  @Override
  public Integer call() {
    Origin to = origin();
    NodeConfig config = configured.config();
    try (NodeDatabase database = NodeDatabase.forServing(config)) {
      OriginMove.Outcome outcome = OriginMove.move(database.address(), config.keys().file(), to);
      switch (outcome) {
        case OriginMove.Outcome.Moved it ->
            spec.commandLine()
                .getOut()
                .printf(
                    "This node is %s now; %d actors have new keys. Set 'origin: %s' if you "
                        + "configure it.%n",
                    to, it.actors(), to);
        case OriginMove.Outcome.Refused it -> throw CommandFailed.refused(it.reason());
      }
      return ExitStatus.OK;
    }
  }

  private Origin origin() {
    try {
      Origin to = Origin.of(origin);
      if (origin.equals(to.toString())) {
        return to;
      }
      throw CommandFailed.refused("malformed_origin: write it as " + to + ", without a path.");
    } catch (ProtocolException e) {
      throw CommandFailed.refused("malformed_origin: " + e.getMessage());
    }
  }
}
