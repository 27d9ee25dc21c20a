package org.farthing.node.federation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  @Test
  void backoffEndsAtItsLimitAndHeedsThePeer() {
    RetrySchedule schedule = RetrySchedule.BETWEEN_NODES;

    assertThat(schedule.pauseAfter(1, Duration.ZERO, 0)).hasMillis(500);
    assertThat(schedule.pauseAfter(1, Duration.ZERO, 1)).hasMillis(1000);
    assertThat(schedule.pauseAfter(5, Duration.ZERO, 1)).hasSeconds(16);
    assertThat(schedule.pauseAfter(100_000, Duration.ZERO, 0)).hasHours(1);
    assertThat(schedule.pauseAfter(1, Duration.ofMinutes(5), 1)).hasMinutes(5);
    assertThat(schedule.pauseAfter(1, Duration.ofDays(5), 1)).hasHours(1);
  }

  @Test
  void onlyTheInsistentGoOnAfterARefusal() {
    RetrySchedule insistent = RetrySchedule.BETWEEN_NODES;
    RetrySchedule other = new RetrySchedule(Duration.ofSeconds(1), Duration.ofHours(1), 10, false);

    assertThat(List.of(400, 403, 404, 410)).allMatch(other::isFinal).noneMatch(insistent::isFinal);
    assertThat(List.of(409, 413)).allMatch(other::isFinal).allMatch(insistent::isFinal);
    assertThat(List.of(401, 408, 429, 500, 503))
        .noneMatch(other::isFinal)
        .noneMatch(insistent::isFinal);
  }
}
