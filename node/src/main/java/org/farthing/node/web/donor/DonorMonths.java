package org.farthing.node.web.donor;

import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.GivenMonth;
import org.farthing.node.flattr.GivenMonth.CreatorShare;
import org.farthing.node.flattr.GivenMonths;
import org.farthing.node.flattr.GivenState;
import org.farthing.node.flattr.Lapsed;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.settlement.CloseStage;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.web.donor.DonorMonth.Part;
import org.farthing.protocol.message.SettlementCalendar;
import org.farthing.protocol.settlement.PairMonth;
import org.jspecify.annotations.Nullable;

/** Reads months for their pages. Thread-safe. */
final class DonorMonths {

  private static final double WHOLE = 100;

  /** A bar of more parts says less. */
  private static final int LARGEST = 5;

  private final InstantSource calendar;
  private final LocalIds ids;
  private final GivenMonths months;
  private final OfferedAgain offeredAgain;
  private final MonthFigures figures;
  private final Function<YearMonth, SettlementCalendar> daysOf;
  private final Function<YearMonth, CloseStage> stageOf;

  DonorMonths(
      InstantSource calendar,
      LocalIds ids,
      GivenMonths months,
      OfferedAgain offeredAgain,
      MonthFigures figures,
      Function<YearMonth, SettlementCalendar> daysOf,
      Function<YearMonth, CloseStage> stageOf) {
    this.calendar = calendar;
    this.ids = ids;
    this.months = months;
    this.offeredAgain = offeredAgain;
    this.figures = figures;
    this.daysOf = daysOf;
    this.stageOf = stageOf;
  }

  YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }

  Instant cutOff(YearMonth month) {
    return daysOf.apply(month).cutOff(month);
  }

  /** Whether what was given in a month can still be taken back. */
  boolean isBeforeCutOff(YearMonth month) {
    return calendar.instant().isBefore(cutOff(month));
  }

  /** The months before this one in which a donor gave, the newest first. */
  List<YearMonth> before(MemberId donor) {
    YearMonth now = now();
    return months.months(donor).stream().filter(month -> month.isBefore(now)).toList();
  }

  /**
   * A page of a month.
   *
   * @param page from 1 on
   */
  DonorMonth month(MemberId donor, YearMonth month, int page) {
    return shown(donor, month, page, DonorMonth.ROWS);
  }

  /** A month with all its flattrs. */
  DonorMonth whole(MemberId donor, YearMonth month) {
    return shown(donor, month, 1, Integer.MAX_VALUE);
  }

  /** The flattr of a later month that one lives on as. */
  Optional<FlattrId> offeredAs(Given flattr) {
    return Optional.ofNullable(
            offeredAgain.view(flattr.donor(), flattr.period()).lapsed().get(flattr.id()))
        .flatMap(Lapsed::offeredAs);
  }

  /** How a flattr stands, in its month. */
  Row row(MemberId donor, Given flattr) {
    Close close = close(flattr.period());
    GivenMonth month = months.month(donor, flattr.period(), 0, Integer.MAX_VALUE);
    return row(flattr, month, close);
  }

  /** How far a month's closing has come, for whom. */
  private record Close(CloseStage stage, Map<Integer, PairMonth.Stage> peers, boolean undoable) {

    boolean isSplit() {
      return stage.compareTo(CloseStage.SPLIT) >= 0;
    }

    boolean isPaid(Creator creator) {
      return creator
          .peer()
          .map(peer -> peers.get(peer) == PairMonth.Stage.CLOSED)
          .orElse(stage.compareTo(CloseStage.POSTED) >= 0);
    }
  }

  private Close close(YearMonth month) {
    boolean undoable = isBeforeCutOff(month);
    if (undoable) {
      return new Close(CloseStage.OPEN, Map.of(), true);
    }
    Map<Integer, PairMonth.Stage> peers = new HashMap<>();
    figures.pairs(month).forEach(pair -> peers.put(pair.peer().id(), pair.month().stage()));
    return new Close(stageOf.apply(month), peers, false);
  }

  private DonorMonth shown(MemberId donor, YearMonth month, int page, int rows) {
    Close close = close(month);
    GivenMonth given = months.month(donor, month, (page - 1) * DonorMonth.ROWS, rows);
    return new DonorMonth(
        given,
        given.flattrs().stream().map(flattr -> row(flattr, given, close)).toList(),
        page,
        month.equals(now()),
        close.isSplit(),
        close.undoable(),
        cutOff(month),
        parts(given),
        close.isSplit() ? paid(given, close) : 0);
  }

  private static long paid(GivenMonth given, Close close) {
    return given.byCreator().stream()
        .filter(share -> close.isPaid(share.creator()))
        .mapToLong(CreatorShare::micros)
        .reduce(0, Math::addExact);
  }

  private Row row(Given flattr, GivenMonth month, Close close) {
    @Nullable Lapsed lapsed = month.again().lapsed().get(flattr.id());
    @Nullable FlattrId replaces = month.again().replaced().get(flattr.id());
    return new Row(
        flattr,
        flattr.creator().map(creator -> ShownCreator.of(creator, ids)).orElse(null),
        lapsed == null ? standing(flattr, close) : standing(flattr, lapsed),
        month.shareMicros().get(flattr.id()),
        close.undoable() && isStanding(flattr.state()),
        replaces);
  }

  private static boolean isStanding(GivenState state) {
    return switch (state) {
      case SENT, COUNTED, UNCLAIMED -> true;
      case REFUSED, UNDONE -> false;
    };
  }

  private static Standing standing(Given flattr, Close close) {
    return switch (flattr.state()) {
      case SENT -> Standing.SENT;
      case COUNTED -> {
        if (!close.isSplit()) {
          yield Standing.COUNTED;
        }
        yield flattr.creator().filter(close::isPaid).isPresent() ? Standing.PAID : Standing.PENDING;
      }
      case UNCLAIMED -> Standing.UNCLAIMED;
      case REFUSED -> Standing.REFUSED;
      case UNDONE -> Standing.UNDONE;
    };
  }

  /** Of what came to nothing in its month. */
  private Standing standing(Given flattr, Lapsed lapsed) {
    return switch (lapsed.state()) {
      case OFFERED -> Standing.OFFERED_AGAIN;
      case OPEN ->
          offeredAgain.isExpired(lapsed)
              ? Standing.EXPIRED
              : standing(flattr, new Close(CloseStage.OPEN, Map.of(), false));
      case DROPPED -> Standing.EXPIRED;
    };
  }

  /** The largest creators, all others, and what would go back. */
  private List<Part> parts(GivenMonth given) {
    List<Part> parts = new ArrayList<>();
    long whole = given.reservedMicros();
    long shown = 0;
    int flattrs = 0;
    for (CreatorShare share : given.byCreator().stream().limit(LARGEST).toList()) {
      String label = ShownCreator.of(share.creator(), ids).label();
      parts.add(part("c" + parts.size(), label, share.flattrs(), share.micros(), shown, whole));
      shown += share.micros();
      flattrs += share.flattrs();
    }
    if (given.givenMicros() > shown) {
      int others = given.count(GivenState.COUNTED) - flattrs;
      parts.add(part("others", "", others, given.givenMicros() - shown, shown, whole));
    }
    if (whole > given.givenMicros()) {
      parts.add(part("rest", "", 0, whole - given.givenMicros(), given.givenMicros(), whole));
    }
    return parts;
  }

  private static Part part(
      String kind, String label, int flattrs, long micros, long start, long whole) {
    return new Part(kind, label, flattrs, micros, WHOLE * start / whole, WHOLE * micros / whole);
  }
}
