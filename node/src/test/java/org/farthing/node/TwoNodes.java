package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.aNode;
import static org.farthing.node.TestNode.awaitQuiet;

import java.time.Instant;
import org.farthing.node.platform.schedule.SettableClock;
import org.farthing.node.settlement.CloseStage;
import org.farthing.protocol.settlement.PairMonth.Stage;

/**
 * The month that many tests play: alice and carol are at one node, bob is at another; all three
 * give, and all three receive.
 *
 * <table>
 *   <caption>Who gives what to whom, in October</caption>
 *   <tr><th>alice, of 6.00</th><td>bob 2.00 and 2.00</td><td>carol 2.00</td></tr>
 *   <tr><th>carol, of 2.00</th><td>bob 2.00</td><td></td></tr>
 *   <tr><th>bob, of 3.00</th><td>carol 1.50</td><td>alice 1.50</td></tr>
 * </table>
 *
 * <p>So their node owes bob's 6.00 and is owed 3.00: it pays 3.00. Each node keeps 10 %: of bob's
 * 6.00 it is 0.60, of carol's 2.00 and 1.50 it is 0.35, of alice's 1.50 it is 0.15.
 */
final class TwoNodes implements AutoCloseable {

  final SettableClock calendar = TestNode.aCalendar();
  final TestNode a = aNode().at(calendar).behindAProxy().start();
  final TestNode b = aNode().at(calendar).behindAProxy().start();
  final TestMember alice = a.aDonor("alice").withFunds("10.00").withBudget("6.00");
  final TestMember carol = a.aCreator("carol").withFunds("5.00").withBudget("2.00");
  final TestMember bob = b.aCreator("bob").withFunds("5.00").withBudget("3.00");

  void everybodyFlattrs() {
    calendar.set(Instant.parse("2026-10-20T12:00:00Z"));
    alice.flattrs(bob.thing("song"));
    alice.flattrs(bob.thing("poem"));
    alice.flattrs(carol.thing("essay"));
    bob.flattrs(carol.thing("essay"));
    bob.flattrs(alice.thing("photo"));
    carol.flattrs(bob.thing("song"));
    awaitQuiet(a, b);
  }

  /** At the cut-off, one node after the other. */
  void isClosed() {
    TestNode.cutOff(calendar, OCTOBER);
    a.closes(OCTOBER);
    b.closes(OCTOBER);
    awaitQuiet(a, b);
    assertThat(a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(b.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
  }

  void everybodyHasWhatIsTheirs() {
    assertThat(alice.funds()).isEqualTo("4.00");
    assertThat(alice.available()).isEqualTo("1.35");
    assertThat(alice.pending()).isEqualTo("0.00");
    assertThat(carol.funds()).isEqualTo("3.00");
    assertThat(carol.available()).isEqualTo("3.15");
    assertThat(carol.pending()).isEqualTo("0.00");
    assertThat(a.feeAvailable()).isEqualTo("0.50");
    assertThat(a.feePending()).isEqualTo("0.00");
    assertThat(a.bank()).isEqualTo("12.00");

    assertThat(bob.funds()).isEqualTo("2.00");
    assertThat(bob.available()).isEqualTo("5.40");
    assertThat(bob.pending()).isEqualTo("0.00");
    assertThat(b.feeAvailable()).isEqualTo("0.60");
    assertThat(b.feePending()).isEqualTo("0.00");
    assertThat(b.bank()).isEqualTo("8.00");

    assertThat(a.stageWith(b, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(b.stageWith(a, OCTOBER)).isEqualTo(Stage.CLOSED);
    assertThat(a.node().check()).isEmpty();
    assertThat(b.node().check()).isEmpty();
  }

  @Override
  public void close() {
    a.close();
    b.close();
  }
}
