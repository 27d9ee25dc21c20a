package org.farthing.node.settlement.line;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The actor ids of creators by their rows, each looked up once or, by threads side by side, a few
 * times, since they never change. Safe for use by many threads if its look-up is.
 */
final class CreatorActors {

  private final Function<Collection<Long>, Map<Long, String>> lookUp;
  private final Map<Long, byte[]> known = new ConcurrentHashMap<>();

  CreatorActors(Function<Collection<Long>, Map<Long, String>> lookUp) {
    this.lookUp = lookUp;
  }

  /** Learns those of all creators in some lines. */
  void know(PackedLines lines) {
    List<Long> news = lines.creators().stream().filter(id -> !known.containsKey(id)).toList();
    if (!news.isEmpty()) {
      lookUp
          .apply(news)
          .forEach((id, actor) -> known.put(id, actor.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * The id in UTF-8, not to be changed.
   *
   * @throws NullPointerException when there is no such creator
   */
  byte[] of(long creator) {
    return Objects.requireNonNull(known.get(creator), () -> "no creator " + creator);
  }
}
