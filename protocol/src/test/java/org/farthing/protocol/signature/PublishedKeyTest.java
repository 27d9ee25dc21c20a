package org.farthing.protocol.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

final class PublishedKeyTest {
  private static final URI ID = URI.create("https://node.example/actor#ed25519-key");
  private static final Instant FROM = Instant.parse("2026-10-01T00:00:00Z");
  private static final Instant UNTIL = Instant.parse("2026-11-01T00:00:00Z");

  @Test
  void aRetiredKeyCoversItsTimeWithoutItsEnd() {
    PublishedKey key = new PublishedKey(ID, Keys.ED25519.verificationKey(), FROM, UNTIL);

    assertThat(key.coversAt(FROM.minusNanos(1))).isFalse();
    assertThat(key.coversAt(FROM)).isTrue();
    assertThat(key.coversAt(UNTIL.minusNanos(1))).isTrue();
    assertThat(key.coversAt(UNTIL)).isFalse();
  }

  @Test
  void aKeyInUseCoversAllThatFollows() {
    PublishedKey key = new PublishedKey(ID, Keys.ED25519.verificationKey(), FROM, null);

    assertThat(key.coversAt(Instant.MAX)).isTrue();
  }

  @Test
  void cannotEndBeforeItBegins() {
    assertThatThrownBy(() -> new PublishedKey(ID, Keys.ED25519.verificationKey(), UNTIL, FROM))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A proof's {@code created} is cut to whole seconds, and so before the key's first instant. */
  @Test
  void itCoversWhatItSignsInItsFirstSecond() {
    Instant first = Instant.parse("2026-10-10T12:00:00.731902Z");
    PublishedKey key = new PublishedKey(ID, Keys.ED25519.verificationKey(), first, null);

    assertThat(key.coversAt(first.truncatedTo(ChronoUnit.SECONDS))).isTrue();
    assertThat(key.coversAt(first.truncatedTo(ChronoUnit.SECONDS).minusSeconds(1))).isFalse();
  }
}
