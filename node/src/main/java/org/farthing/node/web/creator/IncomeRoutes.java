package org.farthing.node.web.creator;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Function;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.ReceivedMonth;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.settlement.Earnings;
import org.farthing.node.settlement.Earnings.ForThing;
import org.farthing.node.settlement.Income;
import org.farthing.node.signin.Visitors;

/** What came in: in all, in a month, in a year. */
final class IncomeRoutes implements HttpService {

  static final String HOME = "/me/creator";
  static final String MONTHS = HOME + "/months";
  private static final String MONTH = MONTHS + "/{month}";
  private static final String YEAR = HOME + "/years/{year}";

  private final InstantSource calendar;
  private final Visitors visitors;
  private final Pages pages;
  private final CreatorMonths months;
  private final Earnings earnings;
  private final Payouts payouts;

  IncomeRoutes(
      InstantSource calendar,
      Visitors visitors,
      Pages pages,
      CreatorMonths months,
      Earnings earnings,
      Payouts payouts) {
    this.calendar = calendar;
    this.visitors = visitors;
    this.pages = pages;
    this.months = months;
    this.earnings = earnings;
    this.payouts = payouts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(HOME, this::overview)
        .any(HOME, HttpServer.only("GET"))
        .get(MONTH, this::month)
        .any(MONTH, HttpServer.only("GET"))
        .get(YEAR, this::year)
        .any(YEAR, HttpServer.only("GET"));
  }

  private void overview(ServerRequest request, ServerResponse response) {
    MemberId creator = visitors.require(request).id();
    Frame frame = visitors.frame(request);
    YearMonth now = months.now();
    ReceivedMonth received = months.received(creator, now);
    SortedMap<YearMonth, Income> income = earnings.months(creator);
    pages.send(
        response,
        new CreatorView.Overview(
            frame,
            payouts.standing(creator.value()),
            income.reversed(),
            months.chart(frame, income),
            earnings.nodes(creator),
            now,
            received,
            months.held(creator, now, received),
            months.hasThings(creator)));
  }

  /** A month that brought nothing yet shows what is flattred. */
  private void month(ServerRequest request, ServerResponse response) {
    MemberId creator = visitors.require(request).id();
    Frame frame = visitors.frame(request);
    YearMonth month = month(request.path().pathParameters().get("month"));
    if (month.isAfter(months.now())) {
      throw noSuchMonth();
    }
    Income income = earnings.months(creator).getOrDefault(month, Income.NONE);
    if (income.grossMicros() == 0) {
      ReceivedMonth received = months.received(creator, month);
      pages.send(
          response,
          new CreatorView.OpenMonth(
              frame,
              month,
              received,
              months.held(creator, month, received),
              months.cutOff(month),
              months.isBeforeCutOff(month),
              earnings.lookedIntoMicros(creator, month)));
      return;
    }
    List<ForThing> things = months.things(creator, month);
    pages.send(
        response,
        new CreatorView.Month(
            frame,
            month,
            income,
            months.chart(frame, things),
            things,
            earnings.nodes(creator, month, month),
            months.named(creator, month, page(request)),
            months.gifts(creator, month),
            earnings.lookedIntoMicros(creator, month)));
  }

  static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw noSuchMonth();
    }
  }

  private static Problem noSuchMonth() {
    return new Problem(404, "unknown_month", "No such month", "A month is written like 2026-11.");
  }

  /** From 1 on; whatever else is asked for is the first. */
  private static int page(ServerRequest request) {
    String page = request.query().first("page").asOptional().orElse("1");
    return page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  private void year(ServerRequest request, ServerResponse response) {
    Member creator = visitors.require(request);
    String text = request.path().pathParameters().get("year");
    if (!text.matches("[0-9]{4}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > months.now().getYear()) {
      throw new Problem(404, "unknown_year", "No such year", "A year is written like 2026.");
    }
    int year = Integer.parseInt(text);
    YearMonth first = YearMonth.of(year, 1);
    YearMonth last = YearMonth.of(year, 12);
    pages.send(
        response,
        new CreatorView.Year(
            visitors.frame(request),
            year,
            creator.displayName(),
            earnings.months(creator.id()).subMap(first, last.plusMonths(1)),
            earnings.nodes(creator.id(), first, last),
            inYear(
                payouts.of(creator.id().value(), Payout.Source.REVENUE),
                IncomeRoutes::sentAt,
                year),
            inYear(payouts.moves(creator.id().value()), Payouts.Move::at, year),
            calendar.instant()));
  }

  /** Of what was never sent a time in no year. */
  private static Instant sentAt(Payout payout) {
    return switch (payout.state()) {
      case SENT, RETURNED -> payout.changedAt();
      case REQUESTED, TAKEN_ON, UNDONE, REFUSED -> Instant.MIN;
    };
  }

  private static <T> List<T> inYear(List<T> all, Function<T, Instant> time, int year) {
    return all.stream()
        .filter(each -> !time.apply(each).equals(Instant.MIN))
        .filter(each -> time.apply(each).atZone(ZoneOffset.UTC).getYear() == year)
        .toList();
  }
}
