package org.farthing.node.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.Node;
import org.farthing.node.NodeConfig;
import org.farthing.node.NodeSetup;
import org.farthing.node.payout.ManualRail;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.TestRail;
import org.farthing.node.peer.PolicyTerms;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.schedule.Clocks;
import org.farthing.node.signin.SignInTerms;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.money.CurrencyUnit;
import picocli.CommandLine.Option;

/** The node that a configuration describes; what all commands but {@code play} begin with. */
final class ConfiguredNode {

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration; farthing.yaml in this folder when not given.")
  private Optional<Path> file = Optional.empty();

  /** What is done with a node while it is open. */
  @FunctionalInterface
  interface Work {
    int on(Node node) throws Exception;
  }

  NodeConfig config() {
    return NodeConfig.read(file, Path.of("").toAbsolutePath(), System.getenv());
  }

  /** Opens the node without serving, beside a serving one if there is one. */
  int use(Work work) throws Exception {
    NodeConfig config = config();
    try (NodeDatabase database = NodeDatabase.forCommand(config);
        Node node = Node.open(setup(config, database))) {
      return work.on(node);
    }
  }

  static NodeSetup setup(NodeConfig config, NodeDatabase database) {
    int port = config.http().port();
    Clocks clocks = Clocks.ofSystem();
    return new NodeSetup(
        config
            .origin()
            .map(uri -> Origin.of(uri.toString()))
            .or(() -> Node.storedOrigin(database.address()))
            .orElseGet(() -> Origin.of("http://localhost:" + port)),
        config.http().host(),
        port,
        database.address(),
        database.connections(),
        config.keys().file(),
        terms(config),
        clocks,
        rail(config, clocks),
        true,
        new NodeSetup.Unanswered(
            Duration.ofHours(config.flattrs().graceHours()), config.flattrs().offeredAgainMonths()),
        config.peers().mostOwedMicros(),
        config.federation().secureMode(),
        config.guard(),
        new SignInTerms(config.registration(), config.mail(), config.fediverseSignIn()),
        config.payments().payoutMinimumMicros());
  }

  private static PolicyTerms terms(NodeConfig config) {
    NodeConfig.Calendar days = config.calendar();
    return new PolicyTerms(
        CurrencyUnit.of(config.currency()),
        config.policy().feeBasisPoints(),
        config.policy().minimumBudgetMicros(),
        config.policy().netMinimumMicros(),
        config.policy().giveToGet(),
        new SettlementCalendar(
            days.cutOffDays(),
            days.statementDays(),
            days.disputeDays(),
            days.netDays(),
            days.paymentDueDays(),
            days.overdueDays(),
            days.suspendedDays(),
            days.defaultDays()),
        List.of(config.payments().rail()));
  }

  private static Function<Database, PaymentRail> rail(NodeConfig config, Clocks clocks) {
    return switch (config.payments().rail()) {
      case TestRail.NAME -> _ -> new TestRail();
      case ManualRail.NAME -> database -> new ManualRail(database, clocks.calendar());
      default -> throw new IllegalStateException("no rail " + config.payments().rail());
    };
  }
}
