package org.farthing.node.command;

import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import org.farthing.node.Node;
import org.farthing.node.audit.Mandate;
import org.farthing.node.peer.Peer;
import org.farthing.node.settlement.LineHold;
import org.farthing.node.settlement.LineHolds;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.protocol.message.Statement;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Parts of {@code peer}: what is disputed, and what is held back. */
final class DisputeCommands {

  private DisputeCommands() {}

  /** Lists something of a month with another node. */
  abstract static class MonthList extends NodeCommand {

    @Parameters(index = "0", paramLabel = "PEER", description = PeerCommand.PEER)
    private String peer = "";

    @Parameters(index = "1", paramLabel = "MONTH", description = PeerCommand.MONTH)
    private String month = "";

    @Override
    final void run(Node node, PrintWriter out) {
      list(node, Arguments.peer(node, peer), Arguments.month(month), out);
    }

    abstract void list(Node node, Peer peer, YearMonth month, PrintWriter out);
  }

  /** What is disputed. */
  @Command(
      name = "disputes",
      mixinStandardHelpOptions = true,
      description = {
        "List what is disputed in both statements of a month, with what shows it, and whether this",
        "node holds the same."
      })
  static final class Disputes extends MonthList {

    @Override
    void list(Node node, Peer peer, YearMonth month, PrintWriter out) {
      node.figures().pairs(month).stream()
          .filter(pair -> pair.peer().equals(peer))
          .map(MonthFigures.Pair::month)
          .forEach(
              pair -> {
                pair.ourStatement().ifPresent(it -> list(node, "ours", it, out));
                pair.theirStatement().ifPresent(it -> list(node, "theirs", it, out));
              });
    }

    private static void list(Node node, String whose, Statement statement, PrintWriter out) {
      for (MonthFigures.Difference each : node.figures().differences(statement)) {
        String flattr = each.flattrOrNull();
        out.println(
            "%s, version %d: %s, %s, %s: %s%s"
                .formatted(
                    whose,
                    statement.version(),
                    each.code().toLowerCase(Locale.ROOT),
                    flattr == null ? "the whole" : flattr,
                    Arguments.text(each.micros(), node.currency()),
                    each.detail(),
                    evidence(each)));
      }
    }

    private static String evidence(MonthFigures.Difference each) {
      StringBuilder text = new StringBuilder();
      if (each.evidenceOrNull() != null) {
        text.append(" By ").append(each.evidenceOrNull());
        text.append(each.sequence() > 0 ? ", entry " + each.sequence() + " of the log" : "");
        text.append('.');
      }
      return text.append(
              switch (each.shown()) {
                case OWN, NOTHING -> "";
                case SAME -> " This node holds the same.";
                case NOT_HERE -> " This node does not hold it.";
                case OTHERWISE -> " This node holds otherwise.";
              })
          .toString();
    }
  }

  /** What could be held back. */
  @Command(
      name = "received",
      mixinStandardHelpOptions = true,
      description = "List what another node's donors gave here in a month, and counts.")
  static final class Received extends MonthList {

    private static final int AT_ONCE = 1000;

    @Override
    void list(Node node, Peer peer, YearMonth month, PrintWriter out) {
      List<LineHolds.Counted> some = node.lineHolds().counted(peer.id(), month, null, AT_ONCE);
      while (!some.isEmpty()) {
        some.forEach(it -> out.println(it.receivedAt() + " " + it.id() + " for " + it.creator()));
        some = node.lineHolds().counted(peer.id(), month, some.getLast().id(), AT_ONCE);
      }
    }
  }

  /** Holds lines back. */
  @Command(
      name = "hold",
      mixinStandardHelpOptions = true,
      description = {
        "Leave lines of another node's statements out of what is agreed to, while fraud is looked",
        "into. The rest is agreed to and paid. It stands until: peer lift."
      })
  static final class Hold extends PeerCommand.Decision {

    @ArgGroup(multiplicity = "1")
    private Subject subject = new Subject();

    private static final class Subject {
      @Parameters(
          index = "1",
          arity = "0..1",
          paramLabel = "FLATTR",
          description = "The id of a flattr or gift, its whole address.")
      private String flattr = "";

      @Option(
          names = "--creator",
          paramLabel = "NAME",
          description = "All that its donors give to a member here.")
      private String creator = "";

      @Option(
          names = "--tag",
          paramLabel = "TAG",
          description = "All of an anonymous donor in one month, by the donorTag.")
      private String tag = "";
    }

    @Override
    void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      LineHold hold = hold(node.lineHolds(), peer.id(), mandate);
      out.println("Held: " + line(hold));
    }

    private LineHold hold(LineHolds holds, int peer, Mandate mandate) {
      if (!subject.creator.isEmpty()) {
        return holds.holdCreator(peer, subject.creator, mandate);
      }
      return subject.tag.isEmpty()
          ? holds.holdFlattr(peer, subject.flattr, mandate)
          : holds.holdDonor(peer, subject.tag, mandate);
    }
  }

  private static String line(LineHold hold) {
    return "%d %s %s since %s (%s)"
        .formatted(
            hold.id(),
            hold.kind().name().toLowerCase(Locale.ROOT),
            hold.subject(),
            hold.since(),
            hold.reason());
  }

  /** What is held back. */
  @Command(
      name = "holds",
      mixinStandardHelpOptions = true,
      description = "List what is held back of another node's statements.")
  static final class Holds extends NodeCommand {

    @Parameters(index = "0", paramLabel = "PEER", description = PeerCommand.PEER)
    private String peer = "";

    @Override
    void run(Node node, PrintWriter out) {
      node.lineHolds().of(Arguments.peer(node, peer).id()).forEach(hold -> out.println(line(hold)));
    }
  }

  /** Has looked into it. */
  @Command(
      name = "lift",
      mixinStandardHelpOptions = true,
      description = {
        "Hold lines back no more. What was left out of an agreement meanwhile goes back to its",
        "donors; the other node can make up for it: peer correct."
      })
  static final class Lift extends PeerCommand.Decision {

    @Parameters(index = "1", paramLabel = "HOLD", description = "Its number, from: peer holds.")
    private long hold;

    @Override
    void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      out.println("Lifted: " + line(node.lineHolds().lift(peer.id(), hold, mandate)));
    }
  }
}
