package org.farthing.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node that is killed loses nothing and does nothing twice: the month ends as it always does. */
@Tag("crash")
final class CrashTest {

  private final TwoNodes month = new TwoNodes();

  @AfterEach
  void close() {
    month.close();
  }

  @Test
  void killedAtEachStageOfTheClose() throws Exception {
    List<String> points =
        List.of(
            "Month 2026-10 is CUT_OFF.",
            "Month 2026-10 is RECONCILED.",
            "2 more donors of 2026-10 have split.",
            "The lines of 2026-10 are kept.",
            "Month 2026-10 is SPLIT.",
            "Month 2026-10 is POSTED.",
            "Month 2026-10 is STATED.");
    month.everybodyFlattrs();
    TestNode.cutOff(month.calendar, TestNode.OCTOBER);
    month.a.stop();
    for (String point : points) {
      try (CrashingNode doomed = CrashingNode.inPlaceOf(month.a, point)) {
        doomed.awaitPoint();
      }
    }

    month.a.restart();
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }

  @Test
  void killedBetweenCommitAndSending() throws Exception {
    killedAtItsFirstMessage((_, _) -> null);
  }

  @Test
  void killedBetweenSendingAndTheAnswer() throws Exception {
    killedAtItsFirstMessage(
        (request, node) -> {
          node.send(request);
          return null;
        });
  }

  private void killedAtItsFirstMessage(TestProxy.Passage passage) throws Exception {
    month.everybodyFlattrs();
    TestNode.cutOff(month.calendar, TestNode.OCTOBER);
    month.a.stop();
    CountDownLatch posted = new CountDownLatch(1);
    month
        .b
        .proxy()
        .pass(
            (request, node) -> {
              if (!request.isPost()) {
                return node.send(request);
              }
              TestProxy.Message answer = passage.pass(request, node);
              posted.countDown();
              return answer;
            });
    try (CrashingNode _ = CrashingNode.inPlaceOf(month.a, "never")) {
      assertThat(posted.await(60, TimeUnit.SECONDS)).isTrue();
    }

    month.b.proxy().pass((request, node) -> node.send(request));
    month.a.restart();
    month.isClosed();

    month.everybodyHasWhatIsTheirs();
  }
}
