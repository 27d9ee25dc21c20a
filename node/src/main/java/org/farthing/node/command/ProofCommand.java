package org.farthing.node.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.FlattrId;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ProtocolException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes the proof of a flattr or gift that a member gave or received. */
@Command(
    name = "proof",
    mixinStandardHelpOptions = true,
    description =
        "Write the proof of a flattr or gift that a member gave or received; see: verify.")
final class ProofCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
  private String name = "";

  @Parameters(
      index = "1",
      paramLabel = "FLATTR",
      description = "Its address, as 'flattr' and 'gift' say it.")
  private String flattr = "";

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the proof goes: ${DEFAULT-VALUE} unless given.")
  private Path out = Path.of("proof.json");

  @Override
  public Integer call() throws Exception {
    ActivityId id = id();
    return configured.use(
        node -> {
          Member member = Arguments.member(node, name);
          byte[] proof =
              FlattrId.of(id, node.origin())
                  .filter(own -> gave(node, member, own))
                  .map(own -> node.proofs().given(member.id(), own))
                  .orElseGet(() -> node.proofs().received(member.id(), id));
          write(proof);
          spec.commandLine().getOut().println("The proof stands in " + out + ".");
          return ExitStatus.OK;
        });
  }

  private static boolean gave(Node node, Member member, FlattrId id) {
    return node.flattrs().find(id).filter(it -> it.donor().equals(member.id())).isPresent()
        || node.gifts().find(id).filter(it -> it.donor().equals(member.id())).isPresent();
  }

  private ActivityId id() {
    try {
      return ActivityId.of(flattr);
    } catch (ProtocolException e) {
      throw CommandFailed.refused("malformed_id: " + flattr + " is no address of a flattr.");
    }
  }

  private void write(byte[] proof) {
    try {
      Files.write(out, proof);
    } catch (IOException e) {
      throw CommandFailed.failed(out + " cannot be written: " + e.getMessage());
    }
  }
}
