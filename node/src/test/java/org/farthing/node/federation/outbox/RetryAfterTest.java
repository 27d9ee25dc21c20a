package org.farthing.node.federation.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.farthing.node.platform.http.OutboundResult.Answer;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

  @Test
  void secondsAndDatesAreUnderstood() {
    assertThat(wait(Map.of("retry-after", "120"))).hasSeconds(120);
    assertThat(wait(Map.of("retry-after", "Thu, 05 Nov 2026 10:05:00 GMT"))).hasMinutes(5);
  }

  @Test
  void dateIsComparedWithTheServersOwnClock() {
    Map<String, String> headers =
        Map.of(
            "retry-after", "Thu, 05 Nov 2026 09:05:00 GMT",
            "date", "Thu, 05 Nov 2026 09:00:00 GMT");

    assertThat(wait(headers)).hasMinutes(5);
  }

  @Test
  void whatSaysNothingIsNoWait() {
    assertThat(wait(Map.of())).isZero();
    assertThat(wait(Map.of("retry-after", "soon"))).isZero();
    assertThat(wait(Map.of("retry-after", "-1"))).isZero();
    assertThat(wait(Map.of("retry-after", "99999999999999"))).isZero();
    assertThat(wait(Map.of("retry-after", "Thu, 05 Nov 2026 09:00:00 GMT"))).isZero();
  }

  private static Duration wait(Map<String, String> headers) {
    Map<String, List<String>> all = new HashMap<>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    URI uri = URI.create("https://b.example/inbox");
    return RetryAfter.of(new Answer(uri, 503, all, new byte[0]), NOW);
  }
}
