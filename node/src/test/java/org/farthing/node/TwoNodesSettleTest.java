package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.TestNode.OCTOBER;
import static org.farthing.node.TestNode.awaitQuiet;

import org.farthing.node.settlement.CloseStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes, their members, a month, and what everybody has in the end. */
final class TwoNodesSettleTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void monthWithFlattrsBothWaysIsSettled() {
    month.everybodyFlattrs();
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void unreliableNetworkChangesNoBalance(long seed) {
    month.a.proxy().beUnreliable(seed);
    month.b.proxy().beUnreliable(-seed);

    month.everybodyFlattrs();
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }

  @Test
  void whatIsReplayedChangesNothing() {
    month.everybodyFlattrs();
    month.isClosed();

    month.a.proxy().replay(month.a.proxy().posted());
    month.b.proxy().replay(month.b.proxy().posted().reversed());
    awaitQuiet(month.a, month.b);

    month.everybodyHasWhatIsTheirs();
  }

  @Test
  void monthIsClosedAgainWithoutEffect() {
    month.everybodyFlattrs();
    month.isClosed();

    assertThat(month.a.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    assertThat(month.b.closes(OCTOBER)).isEqualTo(CloseStage.CLOSED);
    awaitQuiet(month.a, month.b);

    month.everybodyHasWhatIsTheirs();
  }
}
