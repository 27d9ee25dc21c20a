package org.farthing.node.federation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.farthing.node.generated.Tables.DELIVERY;
import static org.farthing.node.generated.Tables.OUTBOUND_MESSAGE;

import jakarta.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.farthing.node.federation.StubServer.Reply;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two processes of one node deliver, and one of them is killed in the middle of it. */
@Tag("crash")
final class KilledDeliveryTest {

  private static final int MESSAGES = 300;

  @Test
  void whatAKilledProcessHadUnderWayIsDeliveredByTheOtherAndNothingElseTwice() throws Exception {
    try (TestPeer node = TestPeer.stopped();
        StubServer one = slow();
        StubServer other = slow()) {
      List<String> sent = send(node, one, other);
      Set<String> recorded;
      try (DeliveringProcess _ = start(node)) {
        DeliveringProcess killed = start(node);
        TestPeer.await("both are in the middle of it", () -> delivered(node).size() > MESSAGES / 6);
        recorded = delivered(node);
        killed.close();

        TestPeer.await("all is delivered", () -> delivered(node).size() == MESSAGES);
      }

      Map<String, Long> times =
          received(one, other).stream()
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertThat(times.keySet()).containsExactlyInAnyOrderElementsOf(sent);
      assertThat(times)
          .as("once what was recorded as delivered, once more at most what was under way")
          .allSatisfy(
              (id, number) ->
                  assertThat(number).isLessThanOrEqualTo(recorded.contains(id) ? 1 : 2));
    }
  }

  private static StubServer slow() {
    StubServer server = StubServer.start();
    server.answer =
        _ -> {
          TestPeer.pause(Duration.ofMillis(30));
          return Reply.of(202);
        };
    return server;
  }

  private static DeliveringProcess start(TestPeer node) throws Exception {
    return DeliveringProcess.start(node.ids.origin(), node.address());
  }

  /** Half of it is owed to another node, and half is news for an ordinary server. */
  private static List<String> send(TestPeer node, StubServer one, StubServer other) {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < MESSAGES; i++) {
      JsonObject message = node.signed("hello " + i);
      ids.add(message.getString("id"));
      boolean isOwed = i % 2 == 0;
      node.database.execute(
          tx -> {
            if (isOwed) {
              node.federation.outbox().send(tx, message, one.uri("/inbox"));
            } else {
              node.federation.outbox().sendAll(tx, message, List.of(other.uri("/inbox")));
            }
          });
    }
    return ids;
  }

  private static Set<String> delivered(TestPeer node) {
    return new HashSet<>(
        node.database.read(
            tx ->
                tx.dsl()
                    .select(OUTBOUND_MESSAGE.ID)
                    .from(DELIVERY)
                    .join(OUTBOUND_MESSAGE)
                    .on(OUTBOUND_MESSAGE.SEQUENCE.eq(DELIVERY.MESSAGE))
                    .where(DELIVERY.STATE.eq("delivered"))
                    .fetch(OUTBOUND_MESSAGE.ID)));
  }

  private static List<String> received(StubServer... servers) {
    List<String> ids = new ArrayList<>();
    for (StubServer server : servers) {
      server.requests.forEach(request -> ids.add(request.id()));
    }
    return ids;
  }
}
