package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import org.farthing.node.Node;
import org.farthing.node.payout.PaymentOrder;
import org.farthing.node.peer.Peer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Payments between nodes, where a person stands between this node and the bank. */
@Command(
    name = "payment",
    mixinStandardHelpOptions = true,
    description = "Say what the bank shows: payments of other nodes, and payments to them.",
    subcommands = {
      ArrivalCommands.Arrival.class,
      ArrivalCommands.ListAll.class,
      ArrivalCommands.Match.class,
      ArrivalCommands.Unsettle.class,
      ArrivalCommands.SendBack.class,
      ArrivalCommands.Cancel.class,
      PaymentCommand.Orders.class,
      PaymentCommand.Sent.class,
      PaymentCommand.Returned.class,
      PaymentCommand.Overpaid.class
    })
final class PaymentCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say what: record, list, match, unsettle, return, cancel; orders, sent, returned,"
            + " overpaid");
  }

  /** The host of a peer, or what stands for one while nobody knows. */
  static String name(Node node, @Nullable Integer peerOrNull) {
    return Optional.ofNullable(peerOrNull)
        .flatMap(id -> node.peers().stream().filter(peer -> peer.id() == id).findFirst())
        .map(peer -> peer.actor().origin().authority())
        .orElse(ArrivalCommands.UNKNOWN);
  }

  private static String line(Node node, PaymentOrder order) {
    return "%d %s %s to %s \"%s\"%s: %s"
        .formatted(
            order.id(),
            order.orderedAt(),
            Arguments.text(order.micros(), node.currency()),
            name(node, order.peerOrNull()),
            order.reference(),
            order.attempt() == 1 ? "" : ", attempt " + order.attempt(),
            order.state().name().toLowerCase(Locale.ROOT));
  }

  /** What is to be paid. */
  @Command(
      name = "orders",
      mixinStandardHelpOptions = true,
      description = "List what is to be paid to other nodes, and what was.")
  static final class Orders extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.orders().all().forEach(order -> out.println(line(node, order)));
    }
  }

  /** An order is done. */
  @Command(
      name = "sent",
      mixinStandardHelpOptions = true,
      description = "Say that the bank has sent what was ordered.")
  static final class Sent extends NodeCommand {

    @Parameters(index = "0", paramLabel = "ORDER", description = "Its number, from: orders.")
    private long order;

    @Override
    void run(Node node, PrintWriter out) {
      out.println(line(node, node.orders().sent(order)));
    }
  }

  /** A payment came back. */
  @Command(
      name = "returned",
      mixinStandardHelpOptions = true,
      description = "Say that the bank has returned what it had sent.")
  static final class Returned extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Its number, from: orders.")
    private long order;

    @Override
    void run(Node node, PrintWriter out) {
      out.println(line(node, node.orders().returned(order, reason.mandate())));
    }
  }

  /** Something was sent that was not owed. */
  @Command(
      name = "overpaid",
      mixinStandardHelpOptions = true,
      description = {
        "Say that something left the bank to a peer that was not owed, such as a payment sent"
            + " twice.",
        "When it comes back: payment record, then payment match --overpaid."
      })
  static final class Overpaid extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PEER", description = "Like birch.example.")
    private String peer = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "Like 10.00.")
    private String amount = "";

    @Override
    void run(Node node, PrintWriter out) {
      Peer payee = Arguments.peer(node, peer);
      long micros = Arguments.amount(amount, node.currency());
      node.incoming().overpaid(payee.id(), micros, reason.mandate());
      out.println(
          "%s has %s of ours by mistake.".formatted(peer, Arguments.text(micros, node.currency())));
    }
  }
}
