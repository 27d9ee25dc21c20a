package org.farthing.node.command;

import java.io.PrintWriter;
import java.util.List;
import org.farthing.node.Node;
import org.farthing.node.audit.Mandate;
import org.farthing.node.federation.outbox.Deliveries;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is on its way to other hosts, and what an admin does about it. */
@Command(
    name = "deliveries",
    mixinStandardHelpOptions = true,
    description = "Show what waits to be delivered, have it tried now, give a host up.",
    subcommands = {
      DeliveriesCommand.ListAll.class,
      DeliveriesCommand.Show.class,
      DeliveriesCommand.Retry.class,
      DeliveriesCommand.Drop.class
    })
final class DeliveriesCommand implements Runnable {

  private static final String HOST = "Like social.example, with a port where it has one.";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do: list, show, retry or drop");
  }

  private static String because(@Nullable String error) {
    return error == null ? "" : "; last: " + error;
  }

  /** All queues. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "List the hosts that something waits to be delivered to.")
  static final class ListAll extends NodeCommand {

    @Override
    void run(Node node, PrintWriter out) {
      node.deliveries().queues().forEach(queue -> out.println(line(queue)));
    }

    private static String line(Deliveries.Queue queue) {
      return "%s: %d since %s, tried up to %d times, next at %s%s"
          .formatted(
              queue.host(),
              queue.pending(),
              queue.since(),
              queue.attempts(),
              queue.nextTry(),
              because(queue.errorOrNull()));
    }
  }

  /** One queue. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "List what waits for a host, the oldest first, at most 200.")
  static final class Show extends NodeCommand {

    @Parameters(paramLabel = "HOST", description = HOST)
    private String host = "";

    @Override
    void run(Node node, PrintWriter out) {
      node.deliveries().waiting(host).forEach(each -> out.println(line(each)));
    }

    private static String line(Deliveries.Waiting waiting) {
      String end = waiting.giveUpAtOrNull() == null ? "owed" : "until " + waiting.giveUpAtOrNull();
      return "%s to %s: since %s, tried %d times, next at %s, %s%s"
          .formatted(
              waiting.id(),
              waiting.inbox(),
              waiting.since(),
              waiting.attempts(),
              waiting.nextTry(),
              end,
              because(waiting.errorOrNull()));
    }
  }

  /** Now. */
  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Have what waits for a host tried now, by the node that serves.")
  static final class Retry extends NodeCommand {

    @Parameters(paramLabel = "HOST", description = HOST)
    private String host = "";

    @Override
    void run(Node node, PrintWriter out) {
      out.println("Tried now: " + node.deliveries().retry(host, _ -> {}) + ".");
    }
  }

  /** Never. */
  @Command(
      name = "drop",
      mixinStandardHelpOptions = true,
      description = {
        "Give up what waits for a host. What is owed between nodes stays,",
        "unless it is asked for that to go as well."
      })
  static final class Drop extends NodeCommand {

    @Mixin private Reason reason = new Reason();

    @Parameters(paramLabel = "HOST", description = HOST)
    private String host = "";

    @Option(
        names = "--owed-too",
        description = "What is owed between nodes goes, too: the other node may never hear of it.")
    private boolean owedToo;

    @Override
    void run(Node node, PrintWriter out) {
      Mandate mandate = reason.mandate();
      Deliveries.Dropped dropped =
          node.deliveries()
              .drop(
                  host,
                  owedToo,
                  tx ->
                      node.audit()
                          .record(tx, mandate, "deliveries-drop", "host:" + host, List.of()));
      out.println("Given up: %d, kept: %d.".formatted(dropped.given(), dropped.kept()));
    }
  }
}
