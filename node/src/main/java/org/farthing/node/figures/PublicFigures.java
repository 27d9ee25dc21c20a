package org.farthing.node.figures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.federation.actor.NodeFigures;
import org.farthing.node.figures.FigureStore.Tally;
import org.farthing.node.flattr.Thing;
import org.farthing.node.platform.database.Database;
import org.jspecify.annotations.Nullable;

/** Counts what everybody may know (product rule 14). Thread-safe. */
public final class PublicFigures {

  /** With fewer donors than this, a figure could tell what one of them gave. */
  static final int FEWEST_DONORS = 5;

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HALF_YEAR = Duration.ofDays(180);

  private final Database database;
  private final InstantSource calendar;
  private final Cache<YearMonth, Figures> figures =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build();
  private final Cache<YearMonth, NodeFigures> activity =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build();

  public PublicFigures(Database database, InstantSource calendar) {
    this.database = database;
    this.calendar = calendar;
  }

  /** The node in numbers, at most a minute old. */
  public Figures now() {
    return figures.get(month(), this::count);
  }

  private Figures count(YearMonth month) {
    return database.snapshot(
        tx -> {
          Optional<YearMonth> closed = FigureStore.lastClosed(tx);
          @Nullable Long given =
              closed
                  .map(each -> FigureStore.given(tx, each))
                  .map(PublicFigures::shown)
                  .orElse(null);
          return new Figures(
              month,
              FigureStore.members(tx),
              FigureStore.things(tx),
              shown(FigureStore.flattrs(tx, month)),
              closed.orElse(null),
              given);
        });
  }

  private static @Nullable Long shown(Tally tally) {
    return tally.donors() < FEWEST_DONORS ? null : tally.sum();
  }

  /** What NodeInfo tells, at most a minute old. */
  public NodeFigures ofNodeInfo() {
    return activity.get(month(), _ -> countActivity());
  }

  private NodeFigures countActivity() {
    Instant now = calendar.instant();
    return database.snapshot(
        tx ->
            new NodeFigures(
                FigureStore.members(tx),
                FigureStore.donorsSince(tx, now.minus(MONTH)),
                FigureStore.donorsSince(tx, now.minus(HALF_YEAR)),
                FigureStore.flattrs(tx),
                false));
  }

  /** How many flattrs of a thing count this month; none when they are fewer than five. */
  public OptionalLong counted(Thing thing) {
    if (thing.creatorOrNull() == null) {
      return OptionalLong.empty();
    }
    long creator = thing.creatorOrNull().id();
    long counted = database.read(tx -> FigureStore.counted(tx, month(), thing.id(), creator));
    return counted < FEWEST_DONORS ? OptionalLong.empty() : OptionalLong.of(counted);
  }

  /** When a thing became known here. */
  public Instant addedAt(Thing thing) {
    return database.read(tx -> FigureStore.addedAt(tx, thing.id()));
  }

  public YearMonth month() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }
}
