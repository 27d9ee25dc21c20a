package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Members;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Deposits.Deposit;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.Payouts;
import org.farthing.node.signin.Form;
import org.farthing.node.web.admin.Sheet.Mood;
import org.jspecify.annotations.Nullable;

/**
 * What members have asked for, of revenue and back of funds: taken on, sent, refused, come back.
 */
final class PayoutRoutes implements HttpService {

  private final Desk desk;
  private final Payouts payouts;
  private final PayoutDecisions decisions;
  private final Deposits deposits;
  private final Members members;

  PayoutRoutes(
      Desk desk, Payouts payouts, PayoutDecisions decisions, Deposits deposits, Members members) {
    this.desk = desk;
    this.payouts = payouts;
    this.decisions = decisions;
    this.deposits = deposits;
    this.members = members;
  }

  @Override
  public void routing(HttpRules rules) {
    desk.page(rules, Place.PAYOUTS.path(), this::list);
    desk.deed(rules, path("take"), new Deed(visit -> ask(visit, "take", false), this::take));
    desk.deed(rules, path("sent"), new Deed(visit -> ask(visit, "sent", false), this::sent));
    desk.deed(rules, path("refuse"), new Deed(visit -> ask(visit, "refuse", true), this::refuse));
    desk.deed(
        rules, path("returned"), new Deed(visit -> ask(visit, "returned", true), this::returned));
  }

  private static String path(String act) {
    return Place.PAYOUTS.path("{id}", act);
  }

  /** Whose payouts they are, and which of them are held. */
  private record Known(Map<MemberId, Member> names, Set<UUID> frozen) {

    String name(Payout payout) {
      Member member = names.get(new MemberId(payout.member()));
      return member == null ? "–" : member.name();
    }

    boolean isFrozen(Payout payout) {
      return payout.state().isOpen() && frozen.contains(payout.member());
    }
  }

  private Known known(List<Payout> shown) {
    return new Known(
        members.named(shown.stream().map(it -> new MemberId(it.member())).distinct().toList()),
        decisions.frozen());
  }

  private Sheet list(Visit visit) {
    int waiting = payouts.countOpen();
    List<Payout> open = payouts.open(Desk.ROWS);
    List<Payout> newest = payouts.over(visit.before(), Desk.ROWS + 1);
    List<Payout> over = newest.stream().limit(Desk.ROWS).toList();
    Known known = known(Stream.concat(open.stream(), over.stream()).toList());
    return new Sheet.Draft(Place.PAYOUTS, visit.text("admin.payouts.title"))
        .answer(waiting == 0 ? Mood.GOOD : Mood.WAITS, visit.text("admin.payouts.lead", waiting))
        .add(
            table(
                visit,
                "admin.payouts.open",
                waiting > open.size() ? visit.text("admin.payouts.open.more", open.size()) : null,
                open,
                known,
                List.of()))
        .add(
            table(
                visit,
                "admin.payouts.over",
                null,
                over,
                known,
                visit.pager(
                    Place.PAYOUTS.path(),
                    newest.size() > over.size() ? over.getLast().id() : null)))
        .done();
  }

  private static Sheet.Table table(
      Visit visit,
      String key,
      @Nullable String textOrNull,
      List<Payout> shown,
      Known known,
      List<Sheet.Link> pager) {
    return new Sheet.Table(
        visit.text(key),
        textOrNull,
        List.of(
            visit.text("admin.column.number"),
            visit.text("admin.column.when"),
            visit.text("admin.column.member"),
            visit.text("admin.column.account"),
            visit.text("admin.column.amount"),
            visit.text("admin.payouts.of"),
            visit.text("admin.column.state"),
            ""),
        shown.stream().map(it -> row(visit, it, known)).toList(),
        visit.text(key + ".none"),
        pager);
  }

  private static List<Sheet.Cell> row(Visit visit, Payout payout, Known known) {
    String name = known.name(payout);
    return List.of(
        new Sheet.Words(String.valueOf(payout.id())),
        new Sheet.Words(visit.moment(payout.requestedAt())),
        new Sheet.Link(name, Place.MEMBERS.path(name)),
        new Sheet.Words(account(visit, payout)),
        visit.amount(payout.micros()),
        new Sheet.Words(visit.text("admin.payouts.of." + lower(payout.source()))),
        state(visit, payout, known.isFrozen(payout)),
        new Sheet.Links(
            acts(payout, known.isFrozen(payout)).stream()
                .map(act -> link(visit, payout, act))
                .toList()));
  }

  private static String account(Visit visit, Payout payout) {
    return payout
        .details()
        .map(it -> it.holder() + ", " + it.shownAccount())
        .orElseGet(() -> visit.text("admin.payouts.left"));
  }

  private static Sheet.Mark state(Visit visit, Payout payout, boolean frozen) {
    if (frozen) {
      return new Sheet.Mark(Mood.BAD, visit.text("admin.payouts.frozen"));
    }
    Mood mood =
        switch (payout.state()) {
          case REQUESTED, TAKEN_ON -> Mood.WAITS;
          case SENT -> Mood.GOOD;
          case UNDONE -> Mood.PLAIN;
          case REFUSED, RETURNED -> Mood.BAD;
        };
    String state = visit.text("admin.payouts.state." + lower(payout.state()));
    return new Sheet.Mark(
        mood, payout.reason().map(it -> visit.text("admin.payouts.why", state, it)).orElse(state));
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static List<String> acts(Payout payout, boolean frozen) {
    return switch (payout.state()) {
      case REQUESTED -> frozen ? List.of("refuse") : List.of("take", "sent", "refuse");
      case TAKEN_ON -> frozen ? List.of("refuse") : List.of("sent", "refuse");
      case SENT -> List.of("returned");
      case UNDONE, REFUSED, RETURNED -> List.of();
    };
  }

  private static Sheet.Link link(Visit visit, Payout payout, String act) {
    return new Sheet.Link(visit.text("admin.payouts." + act), Place.PAYOUTS.path(payout.id(), act));
  }

  private Question ask(Visit visit, String act, boolean grave) {
    Payout payout = payouts.find(visit.number("id")).orElseThrow(Visit::nothingHere);
    Known known = known(List.of(payout));
    List<Question.Field> fields = new ArrayList<>();
    if (grave) {
      fields.add(
          Question.Field.text(
              Reasons.FIELD,
              visit.text("admin.reason"),
              visit.text("admin.payouts.reason.hint"),
              true));
    }
    List<String> texts = new ArrayList<>();
    texts.add(
        visit.text(
            "admin.payouts.which",
            visit.money(payout.micros()),
            known.name(payout),
            account(visit, payout)));
    if (payout.source() == Payout.Source.FUNDS) {
      texts.add(whereFrom(visit, payout));
    }
    texts.add(visit.text("admin.payouts." + act + ".text"));
    texts.add(visit.text("admin.payouts." + act + ".undo"));
    return new Question(
        Place.PAYOUTS,
        visit.text("admin.payouts." + act + ".title", String.valueOf(payout.id())),
        texts,
        fields,
        visit.text("admin.payouts." + act),
        grave,
        Place.PAYOUTS.path());
  }

  /** Funds go back to where they came from: what an admin compares the account with. */
  private String whereFrom(Visit visit, Payout payout) {
    List<Deposit> paidIn =
        deposits.of(payout.member()).stream().filter(it -> it.reversal().isEmpty()).toList();
    if (paidIn.isEmpty()) {
      return visit.text("admin.payouts.back.none");
    }
    Deposit last = paidIn.getLast();
    return visit.text(
        "admin.payouts.back",
        visit.money(paidIn.stream().mapToLong(Deposit::micros).reduce(0, Math::addExact)),
        visit.money(last.micros()),
        visit.moment(last.at()));
  }

  private Deed.Outcome take(Visit visit, Form form) {
    decisions.takeOn(visit.number("id"), visit.mandate("about to be paid"));
    return new Deed.Led(Place.PAYOUTS.path(), "payout-take");
  }

  private Deed.Outcome sent(Visit visit, Form form) {
    decisions.sent(visit.number("id"), visit.mandate("the bank has sent it"));
    return new Deed.Led(Place.PAYOUTS.path(), "payout-sent");
  }

  private Deed.Outcome refuse(Visit visit, Form form) {
    decisions.refuse(visit.number("id"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PAYOUTS.path(), "payout-refuse");
  }

  private Deed.Outcome returned(Visit visit, Form form) {
    decisions.returned(visit.number("id"), visit.mandate(form.text(Reasons.FIELD)));
    return new Deed.Led(Place.PAYOUTS.path(), "payout-returned");
  }
}
