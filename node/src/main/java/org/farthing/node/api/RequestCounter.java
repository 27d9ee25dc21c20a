package org.farthing.node.api;

import io.helidon.webserver.http.Filter;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts answers by the hundred of their status, and how long they took. Thread-safe. */
public final class RequestCounter implements Filter {

  private static final int CLASSES = 6;
  private static final int CLASS = 100;

  private final List<LongAdder> byClass = Stream.generate(LongAdder::new).limit(CLASSES).toList();
  private final LongAdder nanos = new LongAdder();

  @Override
  public void filter(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    long start = System.nanoTime();
    response.whenSent(
        () -> {
          nanos.add(System.nanoTime() - start);
          byClass.get(Math.min(response.status().code() / CLASS, CLASSES - 1)).increment();
        });
    chain.proceed();
  }

  /**
   * @param statusClass 1 to 5
   */
  long count(int statusClass) {
    return byClass.get(statusClass).sum();
  }

  long nanos() {
    return nanos.sum();
  }
}
