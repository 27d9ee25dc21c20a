package org.farthing.node.command;

import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.Locale;
import java.util.stream.Collectors;
import org.farthing.node.Node;
import org.farthing.node.audit.Mandate;
import org.farthing.node.flattr.Corrections;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.ledger.Account;
import org.farthing.node.peer.Peer;
import org.farthing.node.peer.Suspension;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Other nodes, and what an admin decides about them. */
@Command(
    name = "peer",
    mixinStandardHelpOptions = true,
    description =
        "List other nodes, decide about months with them, hold back what looks like fraud.",
    subcommands = {
      PeerCommand.ListAll.class,
      PeerCommand.WriteOff.class,
      PeerCommand.Recover.class,
      PeerCommand.Correct.class,
      DisputeCommands.Disputes.class,
      DisputeCommands.Received.class,
      DisputeCommands.Hold.class,
      DisputeCommands.Holds.class,
      DisputeCommands.Lift.class,
      PeerCommand.Pause.class,
      PeerCommand.Resume.class,
      PeerCommand.Settled.class,
      PeerCommand.Release.class
    })
final class PeerCommand implements Runnable {

  static final String PEER = "Like birch.example.";
  static final String MONTH = "Like 2026-11.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: list, write-off, recover, correct, disputes, received, hold, holds, lift,"
            + " pause, resume, settled or release");
  }

  private static String name(Peer peer) {
    return peer.actor().origin().authority();
  }

  private static String lower(Suspension suspension) {
    return suspension.reason().name().toLowerCase(Locale.ROOT);
  }

  /** All other nodes. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List other nodes, and how this one stands with them.")
  static final class ListAll extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.pairDecisions()
          .pauseOfAll()
          .ifPresent(
              it ->
                  out.println(
                      "All, and new ones, are paused since %s (%s)"
                          .formatted(it.since(), it.wordsOrNull())));
      node.peers().forEach(peer -> out.println(line(node, peer)));
    }

    private static String line(Node node, Peer peer) {
      String suspended =
          node.suspension(peer)
              .map(
                  it ->
                      it.wordsOrNull() == null
                          ? "; suspended since %s (%s)".formatted(it.since(), lower(it))
                          : "; paused since %s (%s)".formatted(it.since(), it.wordsOrNull()))
              .orElse("");
      return "%s: owed to it %s, owed by it %s, unmatched %s, overpaid %s%s"
          .formatted(
              name(peer),
              amount(node, new Account.OwedTo(peer.id())),
              amount(node, new Account.OwedBy(peer.id())),
              amount(node, new Account.Unmatched(peer.id())),
              amount(node, new Account.Overpaid(peer.id())),
              suspended);
    }

    private static String amount(Node node, Account account) {
      return Arguments.text(node.balance(account).postedMicros(), node.currency());
    }
  }

  /** What an admin decides about another node, and why. */
  abstract static class Decision extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PEER", description = PEER)
    private String peer = "";

    @Override
    final void run(Node node, PrintWriter out) {
      decide(node, Arguments.peer(node, peer), reason.mandate(), out);
    }

    abstract void decide(Node node, Peer peer, Mandate mandate, PrintWriter out);
  }

  /** What an admin decides about a month with another node, and why. */
  abstract static class MonthDecision extends Decision {

    @Parameters(index = "1", paramLabel = "MONTH", description = MONTH)
    private String month = "";

    @Override
    final void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      decide(node, peer, Arguments.month(month), mandate, out);
    }

    abstract void decide(Node node, Peer peer, YearMonth month, Mandate mandate, PrintWriter out);
  }

  /** Gives up what a peer does not pay. */
  @Command(
      name = "write-off",
      mixinStandardHelpOptions = true,
      description = {
        "Give up what another node agreed to pay for a month and does not pay.",
        "What is pending of it with creators here goes, and the fee of it."
      })
  static final class WriteOff extends MonthDecision {

    @Override
    void decide(Node node, Peer peer, YearMonth month, Mandate mandate, PrintWriter out) {
      long micros = node.pairDecisions().writeOff(peer.id(), month, mandate);
      out.println("Given up: " + Arguments.text(micros, node.currency()) + ".");
    }
  }

  /** Makes up for what was left out. */
  @Command(
      name = "correct",
      mixinStandardHelpOptions = true,
      description = {
        "Make up, in this month's statement, for a flattr or gift that another node misses in",
        "that of an earlier month. It is held of what went back to its donor's funds."
      })
  static final class Correct extends MonthDecision {

    @Parameters(index = "2", paramLabel = "FLATTR", description = "Its id, a UUID.")
    private String flattr = "";

    @Override
    void decide(Node node, Peer peer, YearMonth month, Mandate mandate, PrintWriter out) {
      FlattrId id =
          FlattrId.parse(flattr)
              .orElseThrow(() -> CommandFailed.refused("malformed_id: no UUID: " + flattr + "."));
      Corrections.Held held = node.pairDecisions().correct(peer.id(), month, id, mandate);
      out.println(
          "Held: %s, to be stated for %s."
              .formatted(Arguments.text(held.micros(), node.currency()), held.period()));
    }
  }

  /** Takes in what was given up. */
  @Command(
      name = "recover",
      mixinStandardHelpOptions = true,
      description = {
        "Take in what was given up and has been paid after all: creators here get it at once.",
        "Record the payment first: payment record."
      })
  static final class Recover extends MonthDecision {

    @Option(
        names = "--payment",
        required = true,
        paramLabel = "PAYMENT",
        description = "Its number, from: payment list.")
    private long payment;

    @Override
    void decide(Node node, Peer peer, YearMonth month, Mandate mandate, PrintWriter out) {
      long micros = node.pairDecisions().recover(peer.id(), month, payment, mandate);
      out.println("Recovered: " + Arguments.text(micros, node.currency()) + ".");
    }
  }

  /** Has looked into evidence. */
  @Command(
      name = "settled",
      mixinStandardHelpOptions = true,
      description = {
        "Say that it is settled why the sealed log of a peer did not go on from where it was:",
        "check no longer reports it. The evidence stays, see: export --evidence."
      })
  static final class Settled extends Decision {

    @Override
    void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      int cases = node.witnesses().settle(peer.id(), node.audit(), mandate);
      out.println("Settled: " + cases + ".");
    }
  }

  /** One other node, or all of them. */
  static final class OneOrAll {

    @Parameters(index = "0", arity = "0..1", paramLabel = "PEER", description = PEER)
    private String peer = "";

    @Option(names = "--all", description = "All other nodes, and those that become known later.")
    private boolean all;
  }

  /** What an admin decides about another node or about all of them, and why. */
  abstract static class WideDecision extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @ArgGroup(multiplicity = "1")
    private OneOrAll whom = new OneOrAll();

    @Override
    final void run(Node node, PrintWriter out) {
      if (whom.all) {
        decideOnAll(node, reason.mandate(), out);
      } else {
        decide(node, Arguments.peer(node, whom.peer), reason.mandate(), out);
      }
    }

    abstract void decide(Node node, Peer peer, Mandate mandate, PrintWriter out);

    abstract void decideOnAll(Node node, Mandate mandate, PrintWriter out);
  }

  /** Exchanges nothing new for now. */
  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = {
        "Exchange no flattrs with another node, or with all, until: peer resume. Those of its"
            + " donors are refused,",
        "donors here are told when they click. Months under way are settled all the same."
      })
  static final class Pause extends WideDecision {

    @Override
    void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      boolean isNew = node.pairDecisions().pause(peer.id(), mandate);
      out.println(
          isNew
              ? "No flattrs are exchanged with " + name(peer) + " for now."
              : "It is paused already.");
    }

    @Override
    void decideOnAll(Node node, Mandate mandate, PrintWriter out) {
      boolean isNew = node.pairDecisions().pauseAll(mandate);
      out.println(
          isNew
              ? "No flattrs are exchanged with any other node for now, nor with new ones."
              : "All are paused already.");
    }
  }

  /** Ends a pause, or forgives what was late. */
  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = {
        "Exchange flattrs again with a peer that was paused; without a pause, with one that was",
        "late, or has signed two things for one place. What it owes it owes on. With --all: end",
        "the pause of all; one that was paused before it, for a reason of its own, stays paused."
      })
  static final class Resume extends WideDecision {

    @Override
    void decide(Node node, Peer peer, Mandate mandate, PrintWriter out) {
      node.pairDecisions().resume(peer.id(), mandate);
      String name = name(peer);
      out.println(
          node.suspension(peer)
              .map(it -> "The pause is over; " + name + " is suspended still: " + lower(it) + ".")
              .orElse("Flattrs are exchanged with " + name + " again."));
    }

    @Override
    void decideOnAll(Node node, Mandate mandate, PrintWriter out) {
      node.pairDecisions().resumeAll(mandate);
      String left =
          node.peers().stream()
              .filter(peer -> node.suspension(peer).isPresent())
              .map(PeerCommand::name)
              .collect(Collectors.joining(", "));
      out.println(
          left.isEmpty()
              ? "The pause of all is over."
              : "The pause of all is over. Still none are exchanged with: " + left + ".");
    }
  }

  /** Lets a frozen month go on. */
  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = {
        "Let a month go on that is frozen, since a peer signed two contents for one place:",
        "the first one holds. Or one that waits for what this node has signed and lost with a",
        "restored backup; not where that says what it owes."
      })
  static final class Release extends MonthDecision {

    @Override
    void decide(Node node, Peer peer, YearMonth month, Mandate mandate, PrintWriter out) {
      node.pairDecisions().release(peer.id(), month, mandate);
      out.println(month + " goes on.");
    }
  }
}
