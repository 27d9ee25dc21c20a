package org.farthing.node.web.creator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.ReceivedMonth;
import org.farthing.node.flattr.ReceivedMonths;
import org.farthing.node.look.Chart;
import org.farthing.node.look.Frame;
import org.farthing.node.publication.Publications;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.settlement.Earnings.ForThing;
import org.farthing.node.settlement.Income;
import org.farthing.node.web.creator.CreatorView.HeldBack;
import org.farthing.node.web.creator.CreatorView.NamedGiftRow;
import org.farthing.node.web.creator.CreatorView.NamedPage;
import org.farthing.node.web.creator.CreatorView.NamedRow;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.message.NodePolicy;
import org.jspecify.annotations.Nullable;

/** Reads months for their pages, and draws them. Thread-safe. */
final class CreatorMonths {

  /** More bars say less. */
  private static final int MOST_BARS = 12;

  /** Flattrs with a name on a page. */
  private static final int ROWS = 50;

  private static final int MOST_GIFTS = 100;

  private final InstantSource calendar;
  private final LocalIds ids;
  private final Earnings earnings;
  private final ReceivedMonths received;
  private final Giving giving;
  private final Publications publications;
  private final Function<YearMonth, NodePolicy> policyOf;

  CreatorMonths(
      InstantSource calendar,
      LocalIds ids,
      Earnings earnings,
      ReceivedMonths received,
      Giving giving,
      Publications publications,
      Function<YearMonth, NodePolicy> policyOf) {
    this.calendar = calendar;
    this.ids = ids;
    this.earnings = earnings;
    this.received = received;
    this.giving = giving;
    this.publications = publications;
    this.policyOf = policyOf;
  }

  YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }

  Instant cutOff(YearMonth month) {
    return policyOf.apply(month).calendar().cutOff(month);
  }

  boolean isBeforeCutOff(YearMonth month) {
    return calendar.instant().isBefore(cutOff(month));
  }

  ReceivedMonth received(MemberId creator, YearMonth month) {
    return received.month(creator, month);
  }

  /** What give-to-get holds back in the month that is open; null when nothing. */
  @Nullable HeldBack held(MemberId creator, YearMonth month, ReceivedMonth inIt) {
    boolean held = month.equals(now()) && policyOf.apply(month).giveToGet() && inIt.isHeldBack();
    return held ? new HeldBack(month, inIt, giving.means(creator), cutOff(month)) : null;
  }

  boolean hasThings(MemberId creator) {
    return !publications.of(creator, null, 1).isEmpty();
  }

  /** The last months up to the newest that brought something; null while none has. */
  @Nullable Chart chart(Frame frame, SortedMap<YearMonth, Income> months) {
    if (months.isEmpty()) {
      return null;
    }
    YearMonth last = months.lastKey();
    YearMonth first = last.minusMonths(MOST_BARS - 1L);
    if (months.firstKey().isAfter(first)) {
      first = months.firstKey();
    }
    List<Chart.Bar> bars = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      Income income = months.getOrDefault(month, Income.NONE);
      bars.add(
          new Chart.Bar(
              frame.words().month(month),
              frame.money(income.netMicros()),
              income.arrivedMicros(),
              income.pendingMicros()));
    }
    return new Chart(
        frame.text(
            "creator.chart", frame.words().month(first), frame.words().month(last), bars.size()),
        bars);
  }

  /** The things that got most; null when there is nothing to compare. */
  @Nullable Chart chart(Frame frame, List<ForThing> things) {
    if (things.size() < 2) {
      return null;
    }
    List<Chart.Bar> bars =
        things.stream()
            .limit(MOST_BARS)
            .map(
                each ->
                    Chart.Bar.of(
                        title(frame, each),
                        frame.money(each.income().netMicros()),
                        each.income().netMicros()))
            .toList();
    return new Chart(frame.text("creator.month.chart", bars.size()), bars);
  }

  private static String title(Frame frame, ForThing each) {
    Earnings.ThingName thing = each.thingOrNull();
    return thing == null ? frame.text("creator.no-thing.bar") : thing.title();
  }

  List<ForThing> things(MemberId creator, YearMonth month) {
    return Earnings.byThing(earnings.detailed(creator, month));
  }

  /**
   * Flattrs whose donors are named.
   *
   * @param page from 1 on
   */
  NamedPage named(MemberId creator, YearMonth month, int page) {
    List<ReceivedMonth.Named> some = received.named(creator, month, (page - 1) * ROWS, ROWS + 1);
    List<NamedRow> rows = some.stream().limit(ROWS).map(each -> row(month, each)).toList();
    return new NamedPage(rows, page, some.size() > ROWS);
  }

  private NamedRow row(YearMonth month, ReceivedMonth.Named each) {
    return new NamedRow(
        each.title(),
        each.thing().toString(),
        label(each.donor()),
        each.donor().toString(),
        proof(month, each.id()));
  }

  /** Gifts whose donors are named, the latest. */
  List<NamedGiftRow> gifts(MemberId creator, YearMonth month) {
    return received.namedGifts(creator, month, MOST_GIFTS).stream()
        .map(
            each ->
                new NamedGiftRow(
                    each.micros(),
                    label(each.donor()),
                    each.donor().toString(),
                    proof(month, each.id())))
        .toList();
  }

  private String label(ActorId donor) {
    String address = donor.toString();
    return ids.memberName(donor)
        .map(name -> name + "@" + ids.origin().authority())
        .orElse(address.substring(address.indexOf("//") + 2));
  }

  private static String proof(YearMonth month, ActivityId given) {
    return IncomeRoutes.MONTHS
        + "/"
        + month
        + "/proof?flattr="
        + URLEncoder.encode(given.toString(), StandardCharsets.UTF_8);
  }
}
