package org.farthing.node.command;

import java.util.concurrent.Callable;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.UndoOutcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Flattrs a thing for a member. */
@Command(
    name = "flattr",
    mixinStandardHelpOptions = true,
    description = "Flattr a thing for a member, take that back, or say whose a thing is.")
final class FlattrCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConfiguredNode configured = new ConfiguredNode();

  @Parameters(index = "0", paramLabel = "NAME", description = "The member.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "URL", description = "The thing.")
  private String url = "";

  @Option(
      names = "--creator",
      paramLabel = "HANDLE",
      description = "Whose it is, like bob@b.example, when this node does not know yet.")
  private @Nullable String creator;

  @Option(names = "--undo", description = "Take this month's flattr of it back.")
  private boolean undo;

  @Option(names = "--own", description = "Say that it is the member's own thing instead.")
  private boolean own;

  @Override
  public Integer call() throws Exception {
    return configured.use(
        node -> {
          Member member = Arguments.member(node, name);
          spec.commandLine().getOut().println(act(node, member));
          return ExitStatus.OK;
        });
  }

  private String act(Node node, Member member) {
    if (own) {
      node.things().register(url, null, member.id(), member.name());
      return "registered";
    }
    if (undo) {
      return switch (node.flattrs().undo(member.id(), url)) {
        case UndoOutcome.Undone it -> "undone " + it.flattr().id().uri(node.origin());
        case UndoOutcome.NothingToUndo _ -> throw refused("nothing_to_undo");
      };
    }
    if (creator != null) {
      node.creators().declare(url, creator);
    } else {
      node.creators().find(url);
    }
    return switch (node.flattrs().record(member.id(), url, null)) {
      case RecordOutcome.Recorded it -> "recorded " + it.flattr().id().uri(node.origin());
      case RecordOutcome.AlreadyFlattred it ->
          "already_flattred " + it.flattr().id().uri(node.origin());
      case RecordOutcome.UnknownThing _ -> throw refused("unknown_thing: name its --creator");
      case RecordOutcome.FlattrOwner _ -> throw refused("flattr_owner");
      case RecordOutcome.PeerBlocked _ ->
          throw refused("peer_blocked: the creator's node is blocked here");
      case RecordOutcome.Withdrawn _ -> throw refused("withdrawn: its creator has withdrawn it");
      case RecordOutcome.PeerSuspended _ ->
          throw refused(
              "peer_suspended: nothing goes to the creator's node for now, see: peer list");
      case RecordOutcome.ReceivableOpen it ->
          throw refused(
              "receivable_open: a deposit came back, and %s of it are not covered yet"
                  .formatted(Arguments.text(it.owedMicros(), node.currency())));
      case RecordOutcome.NoMeans it ->
          throw refused(
              "no_means: the budget is %s, the funds are %s, the least is %s"
                  .formatted(
                      Arguments.text(it.reason().budgetMicros(), node.currency()),
                      Arguments.text(it.reason().fundsMicros(), node.currency()),
                      Arguments.text(it.reason().minimumMicros(), node.currency())));
    };
  }

  private static CommandFailed refused(String reason) {
    return CommandFailed.refused(reason + ".");
  }
}
