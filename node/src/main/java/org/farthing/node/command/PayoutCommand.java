package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.Locale;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Revenue that members have asked for, where a person pays it. */
@Command(
    name = "payout",
    mixinStandardHelpOptions = true,
    description = "Pay members the revenue that they have asked for, and say what the bank did.",
    subcommands = {
      PayoutCommand.ListAll.class,
      PayoutCommand.Take.class,
      PayoutCommand.Sent.class,
      PayoutCommand.Refuse.class,
      PayoutCommand.Returned.class
    })
final class PayoutCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what: list, take, sent, refuse or returned");
  }

  private static String line(Node node, Payout payout) {
    return "%d %s %s to %s, %s: %s"
        .formatted(
            payout.id(),
            payout.requestedAt(),
            Arguments.text(payout.micros(), node.currency()),
            node.members().find(new MemberId(payout.member())).map(Member::name).orElse("?"),
            payout.details().map(PayoutCommand::words).orElse("who has left"),
            payout.state().name().toLowerCase(Locale.ROOT));
  }

  private static String words(PayoutDetails details) {
    return details.holder() + ", " + details.shownAccount();
  }

  /** What is to be paid, and what was. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List what members have asked for, the newest first.")
  static final class ListAll extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.payouts().all().forEach(payout -> out.println(line(node, payout)));
    }
  }

  /** What the others have in common. */
  abstract static class OfOne extends NodeCommand {

    @Parameters(index = "0", paramLabel = "PAYOUT", description = "Its number, from: payout list.")
    private long payout;

    @Override
    final void run(Node node, PrintWriter out) {
      out.println(line(node, act(node, payout)));
    }

    abstract Payout act(Node node, long payout);
  }

  /** About to be paid. */
  @Command(
      name = "take",
      mixinStandardHelpOptions = true,
      description = "Say that you are about to pay it: its member can undo it no more.")
  static final class Take extends OfOne {

    @Override
    Payout act(Node node, long payout) {
      return node.payouts().takeOn(payout);
    }
  }

  /** Paid. */
  @Command(
      name = "sent",
      mixinStandardHelpOptions = true,
      description = "Say that the bank has sent it.")
  static final class Sent extends OfOne {

    @Override
    Payout act(Node node, long payout) {
      return node.payouts().sent(payout);
    }
  }

  /** Not to be paid so. */
  @Command(
      name = "refuse",
      mixinStandardHelpOptions = true,
      description = "Say that you will not pay it so. Its member reads the reason.")
  static final class Refuse extends OfOne {

    @Mixin private Reason reason = new Reason();

    @Override
    Payout act(Node node, long payout) {
      return node.payouts().refuse(payout, reason.mandate());
    }
  }

  /** Came back. */
  @Command(
      name = "returned",
      mixinStandardHelpOptions = true,
      description = "Say that the bank has returned what it had sent. Its member reads the reason.")
  static final class Returned extends OfOne {

    @Mixin private Reason reason = new Reason();

    @Override
    Payout act(Node node, long payout) {
      return node.payouts().returned(payout, reason.mandate());
    }
  }
}
