package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.UUID;
import org.farthing.node.Node;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.audit.Mandate;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What members have asked for, of revenue and back of funds, where a person pays it. */
@Command(
    name = "payout",
    mixinStandardHelpOptions = true,
    description =
        "Pay members what they have asked for, of revenue or back of funds, and say what the bank"
            + " did.",
    subcommands = {
      PayoutCommand.ListAll.class,
      PayoutCommand.Take.class,
      PayoutCommand.Sent.class,
      PayoutCommand.Refuse.class,
      PayoutCommand.Returned.class,
      PayoutCommand.Freeze.class,
      PayoutCommand.Unfreeze.class
    })
final class PayoutCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say what: list, take, sent, refuse, returned, freeze or unfreeze");
  }

  private static String line(Node node, Payout payout) {
    return "%d %s %s of %s to %s, %s: %s"
        .formatted(
            payout.id(),
            payout.requestedAt(),
            Arguments.text(payout.micros(), node.currency()),
            payout.source().name().toLowerCase(Locale.ROOT),
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
      return node.payoutDecisions().takeOn(payout, Mandate.ofCommand("about to be paid"));
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
      return node.payoutDecisions().sent(payout, Mandate.ofCommand("the bank has sent it"));
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
      return node.payoutDecisions().refuse(payout, reason.mandate());
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
      return node.payoutDecisions().returned(payout, reason.mandate());
    }
  }

  /** Whose payouts are held is a member. */
  abstract static class OfMember extends NodeCommand {

    @Parameters(index = "0", paramLabel = "MEMBER", description = "Their name.")
    private String name = "";

    @Mixin private Reason reason = new Reason();

    @Override
    final void run(Node node, PrintWriter out) {
      out.println(act(node, Arguments.member(node, name).id().value(), reason.mandate()));
    }

    abstract String act(Node node, UUID member, Mandate mandate);
  }

  /** Held. */
  @Command(
      name = "freeze",
      mixinStandardHelpOptions = true,
      description =
          "Hold a member's payouts until a review is over. The member sees that there is one.")
  static final class Freeze extends OfMember {

    @Override
    String act(Node node, UUID member, Mandate mandate) {
      return node.payoutDecisions().freeze(member, mandate) ? "held" : "held already";
    }
  }

  /** Held no more. */
  @Command(
      name = "unfreeze",
      mixinStandardHelpOptions = true,
      description = "Say that the review of a member's payouts is over.")
  static final class Unfreeze extends OfMember {

    @Override
    String act(Node node, UUID member, Mandate mandate) {
      return node.payoutDecisions().unfreeze(member, mandate) ? "held no more" : "nothing is held";
    }
  }
}
