package org.farthing.node.figures;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.federation.actor.NodeFigures;
import org.farthing.node.figures.FigureStore.Tally;
import org.farthing.node.flattr.Thing;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.database.Transaction;

/** Counts what everybody may know (product rule 14). Thread-safe. */
public final class PublicFigures {

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int MOST_MONTHS = 1_000;
  private static final int MOST_THINGS = 100;
  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration HALF_YEAR = Duration.ofDays(180);

  private final Database database;
  private final InstantSource calendar;
  private final Cache<YearMonth, Figures> figures =
      Caffeine.newBuilder().expireAfterWrite(KEPT).build();
  private final Cache<YearMonth, Figure> past =
      Caffeine.newBuilder().maximumSize(MOST_MONTHS).build();
  private final Cache<YearMonth, List<ThingFigure>> mostFlattred =
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
          return new Figures(
              month,
              FigureStore.members(tx),
              FigureStore.things(tx),
              flattrs(tx, month),
              closed.orElse(null),
              closed.map(each -> given(tx, each)).orElseGet(Figure.FewerThanFive::new));
        });
  }

  /** Of a month's flattrs those of things are parts: their pages tell how many count. */
  private static Figure flattrs(Transaction tx, YearMonth month) {
    Tally all = FigureStore.flattrs(tx, month);
    return all.donors() < Figure.FEWEST_DONORS
        ? new Figure.FewerThanFive()
        : Figure.ofTotal(
            all.sum(),
            all.donors(),
            FigureStore.donorsOfUntoldThings(tx, month, Figure.FEWEST_DONORS));
  }

  private static Figure given(Transaction tx, YearMonth month) {
    Tally given = FigureStore.given(tx, month);
    return Figure.of(given.sum(), given.donors());
  }

  /** Things of which everybody may know how many flattrs they have, at most a minute old. */
  public List<ThingFigure> mostFlattred() {
    return mostFlattred.get(
        month(),
        month ->
            database.read(
                tx -> FigureStore.mostFlattred(tx, month, Figure.FEWEST_DONORS, MOST_THINGS)));
  }

  /** What NodeInfo tells, at most a minute old. */
  public NodeFigures ofNodeInfo() {
    return activity.get(month(), _ -> countActivity());
  }

  private NodeFigures countActivity() {
    Instant now = calendar.instant();
    return database.snapshot(
        tx -> {
          long halfYear = FigureStore.donorsSince(tx, now.minus(HALF_YEAR));
          long month = FigureStore.donorsSince(tx, now.minus(MONTH));
          return new NodeFigures(
              FigureStore.members(tx),
              Figure.ofTotal(month, month, halfYear - month).value(),
              Figure.of(halfYear, halfYear).value(),
              flattrsEver(tx),
              false);
        });
  }

  /** Of the months that are told alone: else the growth of the sum would tell of the others. */
  private OptionalLong flattrsEver(Transaction tx) {
    List<Long> told =
        FigureStore.months(tx).stream()
            .map(month -> ofMonth(tx, month))
            .flatMapToLong(figure -> figure.value().stream())
            .boxed()
            .toList();
    return told.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(told.stream().mapToLong(Long::longValue).sum());
  }

  /** After its cut-off a month changes no more, and is not counted again. */
  private Figure ofMonth(Transaction tx, YearMonth month) {
    Figure known = past.getIfPresent(month);
    if (known != null) {
      return known;
    }
    Figure counted = flattrs(tx, month);
    if (FigureStore.isCutOff(tx, month)) {
      past.put(month, counted);
    }
    return counted;
  }

  /** How many flattrs of a thing count this month: as many donors are in it. */
  public Figure counted(Thing thing) {
    if (thing.creatorOrNull() == null) {
      return new Figure.FewerThanFive();
    }
    long creator = thing.creatorOrNull().id();
    long counted = database.read(tx -> FigureStore.counted(tx, month(), thing.id(), creator));
    return Figure.of(counted, counted);
  }

  public YearMonth month() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }
}
