package org.farthing.node.command;

import java.io.PrintWriter;
import java.time.YearMonth;
import java.util.UUID;
import org.farthing.node.Node;
import org.farthing.node.payout.IncomingPayment;
import org.farthing.node.peer.Peer;
import org.farthing.protocol.message.Settlement;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the bank shows of payments by other nodes. */
final class ArrivalCommands {

  /** Stands for a peer while nobody knows whose a payment is. */
  static final String UNKNOWN = "unknown";

  private ArrivalCommands() {}

  private static String line(Node node, IncomingPayment payment) {
    String rest =
        payment.cancelled()
            ? "cancelled"
            : Arguments.text(payment.freeMicros(), node.currency()) + " of it free";
    return "%d %s %s from %s \"%s\" (%s): %s"
        .formatted(
            payment.id(),
            payment.recordedAt(),
            Arguments.text(payment.micros(), node.currency()),
            PaymentCommand.name(node, payment.peerOrNull()),
            payment.reference(),
            payment.railId(),
            rest);
  }

  /** A payment has arrived. */
  @Command(
      name = "record",
      mixinStandardHelpOptions = true,
      description = {
        "Record a payment of another node that the bank shows.",
        "The settlement that its reference names takes what it lacks; the rest stays free."
      })
  static final class Arrival extends NodeCommand {

    @Parameters(
        index = "0",
        paramLabel = "PEER",
        description = "Like birch.example; " + UNKNOWN + " when nobody can tell.")
    private String peer = "";

    @Parameters(index = "1", paramLabel = "AMOUNT", description = "Like 10.00.")
    private String amount = "";

    @Parameters(index = "2", paramLabel = "REFERENCE", description = "As the bank shows it.")
    private String reference = "";

    @Option(
        names = "--rail-id",
        paramLabel = "ID",
        description = "Of the movement in the bank; the same one is recorded only once.")
    private @Nullable String railId;

    @Override
    void run(Node node, PrintWriter out) {
      String movement = railId == null ? "command:" + UUID.randomUUID() : railId;
      Integer payer = peer.equals(UNKNOWN) ? null : Arguments.peer(node, peer).id();
      long micros = Arguments.amount(amount, node.currency());
      out.println(line(node, node.incoming().record(payer, micros, reference, movement)));
    }
  }

  /** All payments. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the payments of other nodes, and what of each is free.")
  static final class ListAll extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.incoming().all().forEach(payment -> out.println(line(node, payment)));
    }
  }

  /** What a payment is for. */
  @Command(
      name = "match",
      mixinStandardHelpOptions = true,
      description = {
        "Say what is meant by what is free of a payment: the settlement of a month, or",
        "what the peer had of ours by mistake."
      })
  static final class Match extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PAYMENT", description = "Its number, from: list.")
    private long payment;

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Meaning meaning = new Meaning();

    /** One of the two. */
    static final class Meaning {

      @ArgGroup(exclusive = false)
      private @Nullable OfMonth month;

      @Option(names = "--overpaid", description = "It is what the peer had of ours by mistake.")
      private boolean overpaid;
    }

    /** Whose it is, and for which month. */
    static final class OfMonth {

      @Option(
          names = "--peer",
          required = true,
          paramLabel = "PEER",
          description = "Whose it is, like birch.example.")
      private String peer = "";

      @Option(
          names = "--month",
          required = true,
          paramLabel = "MONTH",
          description = "Whose settlement it pays, like 2026-11.")
      private String month = "";
    }

    @Override
    void run(Node node, PrintWriter out) {
      OfMonth of = meaning.month;
      if (meaning.overpaid || of == null) {
        node.incoming().repaid(payment, reason.mandate());
        out.println("Payment " + payment + " is what they had of ours.");
        return;
      }
      Peer peer = Arguments.peer(node, of.peer);
      String reference = settlement(node, peer, Arguments.month(of.month)).reference();
      out.println(
          line(node, node.incoming().match(payment, peer.id(), reference, reason.mandate())));
    }

    private static Settlement settlement(Node node, Peer peer, YearMonth month) {
      return node.figures().pairs(month).stream()
          .filter(pair -> pair.peer().equals(peer))
          .flatMap(pair -> pair.month().settlement().stream())
          .filter(settlement -> settlement.payer().equals(peer.actor()))
          .findFirst()
          .orElseThrow(
              () ->
                  CommandFailed.failed(
                      "no_settlement: in %s nothing is settled yet that %s pays."
                          .formatted(month, peer.actor().origin().authority())));
    }
  }

  /** A payment went to the wrong settlement. */
  @Command(
      name = "unsettle",
      mixinStandardHelpOptions = true,
      description = {
        "Say that the wrong settlement took a payment: it is free again, for: payment match.",
        "The peer whose month counts as paid has that much of ours until it pays."
      })
  static final class Unsettle extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PAYMENT", description = "Its number, from: list.")
    private long payment;

    @Override
    void run(Node node, PrintWriter out) {
      long micros = node.incoming().unsettle(payment, reason.mandate());
      out.println(Arguments.text(micros, node.currency()) + " of it are free again.");
    }
  }

  /** A payment goes back. */
  @Command(
      name = "return",
      mixinStandardHelpOptions = true,
      description = "Order that what is free of a payment goes back to whom it came from.")
  static final class SendBack extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PAYMENT", description = "Its number, from: list.")
    private long payment;

    @Override
    void run(Node node, PrintWriter out) {
      long order = node.incoming().sendBack(payment, reason.mandate());
      out.println("Ordered: order " + order + ". Once the bank has sent it: payment sent.");
    }
  }

  /** A payment was none. */
  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Undo the record of a payment that the bank does not show like that.")
  static final class Cancel extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(index = "0", paramLabel = "PAYMENT", description = "Its number, from: list.")
    private long payment;

    @Override
    void run(Node node, PrintWriter out) {
      node.incoming().cancel(payment, reason.mandate());
      out.println("Payment " + payment + " is cancelled.");
    }
  }
}
