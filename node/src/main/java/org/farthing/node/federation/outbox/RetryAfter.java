package org.farthing.node.federation.outbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.farthing.node.platform.http.OutboundResult.Answer;

/** How long a server asks to be left alone, RFC 9110 section 10.2.3. */
final class RetryAfter {

  private RetryAfter() {}

  /**
   * What {@code Retry-After} says, in seconds or as a date; zero when it says nothing that can be
   * read. A date is compared with the server's own clock where it shows that.
   */
  static Duration of(Answer answer, Instant now) {
    String value = answer.header("retry-after").orElse("").strip();
    if (value.matches("[0-9]{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(value));
    }
    Instant since = answer.header("date").flatMap(RetryAfter::date).orElse(now);
    return date(value)
        .map(until -> Duration.between(since, until))
        .filter(Duration::isPositive)
        .orElse(Duration.ZERO);
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
