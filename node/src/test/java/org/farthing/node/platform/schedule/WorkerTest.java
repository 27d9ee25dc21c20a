package org.farthing.node.platform.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class WorkerTest {
  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  void stepRunsWhileThereIsWorkThenWaitsToBeWoken() throws Exception {
    Semaphore runs = new Semaphore(0);
    AtomicInteger left = new AtomicInteger(3);
    try (Worker worker =
        Worker.start(
            "test",
            NEVER,
            () -> {
              runs.release();
              return left.decrementAndGet() > 0;
            })) {
      runs.acquire(3);
      assertThat(runs.tryAcquire(50, TimeUnit.MILLISECONDS)).isFalse();

      worker.wake();

      runs.acquire();
    }
  }

  @Test
  void wakeUpDuringAStepLeadsToAnother() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch woken = new CountDownLatch(1);
    CountDownLatch second = new CountDownLatch(2);
    try (Worker worker =
        Worker.start(
            "test",
            NEVER,
            () -> {
              running.countDown();
              woken.await();
              second.countDown();
              return false;
            })) {
      running.await();
      worker.wake();
      woken.countDown();

      assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void lostWakeUpIsMadeGoodByPolling() throws Exception {
    CountDownLatch runs = new CountDownLatch(3);
    try (Worker _ =
        Worker.start(
            "test",
            Duration.ofMillis(5),
            () -> {
              runs.countDown();
              return false;
            })) {
      assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void failingStepIsTriedAgain() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch succeeded = new CountDownLatch(1);
    try (Worker _ =
        Worker.start(
            "test",
            NEVER,
            () -> {
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
              succeeded.countDown();
              return false;
            })) {
      assertThat(succeeded.await(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(runs).hasValue(3);
  }

  @Test
  void closeEndsAStepThatHangs() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Worker worker =
        Worker.start(
            "test",
            NEVER,
            () -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
              } finally {
                interrupted.countDown();
              }
              return false;
            });
    running.await();

    worker.close();

    assertThat(interrupted.getCount()).isZero();
  }

  @Test
  void settableClockNeverGoesBack() {
    Instant start = Instant.parse("2026-11-01T00:00:00Z");
    SettableClock clock = new SettableClock(start);

    clock.set(start.plusSeconds(60));

    assertThatThrownBy(() -> clock.set(start)).isInstanceOf(IllegalArgumentException.class);
    assertThat(clock.instant()).isEqualTo(start.plusSeconds(60));
  }
}
