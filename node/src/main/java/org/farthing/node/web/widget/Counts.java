package org.farthing.node.web.widget;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.OptionalLong;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Things;

/**
 * How many flattrs of a thing count this month, as far as everybody may know, at most half a minute
 * old: what is made of it may be kept as long again. Thread-safe.
 */
final class Counts {

  static final Duration KEPT = Duration.ofSeconds(30);

  private static final int LONGEST_URL = 2048;
  private static final int MOST = 50_000;

  private final Things things;
  private final PublicFigures figures;

  /** Of what is not known here, too: it is asked for as often. */
  private final Cache<String, OptionalLong> byUrl =
      Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

  Counts(Things things, PublicFigures figures) {
    this.things = things;
    this.figures = figures;
  }

  /** Empty where nothing is told: of few donors, and of what is no thing of a creator here. */
  OptionalLong of(String url) {
    return url.length() > LONGEST_URL ? OptionalLong.empty() : byUrl.get(url, this::count);
  }

  private OptionalLong count(String url) {
    return things
        .find(url)
        .filter(thing -> !thing.withdrawn())
        .map(thing -> figures.counted(thing).value())
        .orElseGet(OptionalLong::empty);
  }
}
