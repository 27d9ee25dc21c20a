package org.farthing.protocol.simulation;

import java.time.YearMonth;
import java.util.EnumSet;
import java.util.List;
import org.farthing.protocol.message.Statement;
import org.farthing.protocol.message.StatementLine;
import org.farthing.protocol.message.StatementOffer;
import org.farthing.protocol.settlement.PairMonth.Stage;
import org.farthing.protocol.settlement.PairTerms;
import org.farthing.protocol.simulation.Tables.Outgoing;

/** What a node that means ill does besides what an honest one does. */
final class Hostility {

  /** In default a node is gone already. */
  private static final List<Stage> FAREWELLS =
      List.copyOf(EnumSet.complementOf(EnumSet.of(Stage.DEFAULTED)));

  private static final long INFLATION = 1_234_567;

  private final PlayedNode node;
  private final Scenario scenario;
  private final World world;
  private final Faults faults;
  private final boolean vanishes;

  private final Stage farewell;

  Hostility(PlayedNode node, Scenario scenario, World world, Faults faults) {
    this.node = node;
    this.scenario = scenario;
    this.world = world;
    this.faults = faults;
    this.farewell = FAREWELLS.get(faults.below("vanishes in", FAREWELLS.size()));
    this.vanishes = faults.decides(Fault.SILENCE, "of the hostile node");
  }

  /** Vanishes as soon as a month with one of its peers stands as it has waited for. */
  void vanishIfItIsTime() {
    boolean isTime =
        scenario.periods().stream()
            .anyMatch(
                period ->
                    world.nodes().stream()
                        .filter(peer -> peer != node)
                        .anyMatch(peer -> peer.stage(period, node.index) == farewell));
    if (vanishes && isTime) {
      node.vanish();
    }
  }

  /** Leaves a line out of what it owes. */
  void omit(YearMonth period) {
    for (int peer = 0; peer < scenario.nodes().size(); peer++) {
      String key = Tables.key(period, peer);
      List<StatementLine> lines = node.tables.lines.find(key).orElse(List.of());
      if (!lines.isEmpty() && faults.strikes(Fault.OMISSION, key, stageOf(period, peer))) {
        node.tables.lines.put(key, List.copyOf(lines.subList(1, lines.size())));
      }
    }
  }

  /** How much more it claims to owe than its lines give. */
  long inflation(YearMonth period, int peer) {
    String key = Tables.key(period, peer);
    return faults.strikes(Fault.INFLATION, key, stageOf(period, peer)) ? INFLATION : 0;
  }

  /** Signs a second content for the place of its first statement. */
  void fork(YearMonth period, int peer) {
    String key = Tables.key(period, peer);
    if (!faults.strikes(Fault.FORK, key, stageOf(period, peer))) {
      return;
    }
    PairTerms terms = node.settlement.terms(peer);
    List<StatementLine> lines = node.tables.lines.find(key).orElse(List.of());
    Statement other = Statements.of(terms, period, 1, lines, 1, "other-statement-");
    node.post.send(
        new StatementOffer(
            terms.id(period, "other-statement/offer"), terms.us(), other, node.now()),
        peer,
        period);
  }

  /** Sends something again that was said long ago: its own, or another's as if it were its own. */
  void replay() {
    String name = "of the hostile node at " + world.now();
    List<Outgoing> own = List.copyOf(node.tables.outbox.all());
    if (own.isEmpty() || !faults.decides(Fault.REPLAY, name)) {
      return;
    }
    Outgoing old = own.get(faults.below("old " + name, own.size()));
    faults.counted(Fault.REPLAY, stageOf(old.period(), old.to()));
    PlayedNode honest = world.nodes().get(old.to());
    honest.accept(node.index, old.bytes(), old.seal(), old.period());
    honest.tables.outbox.all().stream()
        .filter(letter -> letter.to() == node.index)
        .findFirst()
        .ifPresent(
            letter -> honest.accept(node.index, letter.bytes(), letter.seal(), letter.period()));
  }

  private Stage stageOf(YearMonth period, int peer) {
    return world.nodes().get(peer).stage(period, node.index);
  }
}
