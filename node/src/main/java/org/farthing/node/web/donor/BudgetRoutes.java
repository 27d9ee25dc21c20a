package org.farthing.node.web.donor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Budget;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Giving.BudgetOutcome;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.ledger.LedgerConflict;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.look.Words;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.donor.DonorView.FieldProblem;
import org.farthing.node.web.donor.DonorView.Typed;
import org.jspecify.annotations.Nullable;

/** A donor's budget: set, changed, paused; and play money to fill it with. */
final class BudgetRoutes implements HttpService {

  static final String PATH = "/me/budget";
  private static final String PAUSE = PATH + "/pause";
  private static final String DEPOSITS = "/me/deposits";

  /** What can have been done just now, by what the address says, and the text that says so. */
  private static final Map<String, String> SAID =
      Map.of(
          "now", "budget.said.now",
          "next", "budget.said.next",
          "paused", "budget.said.paused",
          "paused-next", "budget.said.paused-next",
          "deposit", "budget.said.deposit");

  private final Visitors visitors;
  private final Pages pages;
  private final Giving giving;
  private final Deposits deposits;
  private final Payouts payouts;
  private final Subscriptions subscriptions;
  private final boolean noRealMoney;

  BudgetRoutes(
      Visitors visitors,
      Pages pages,
      Giving giving,
      Deposits deposits,
      Payouts payouts,
      Subscriptions subscriptions,
      boolean noRealMoney) {
    this.visitors = visitors;
    this.pages = pages;
    this.giving = giving;
    this.deposits = deposits;
    this.payouts = payouts;
    this.subscriptions = subscriptions;
    this.noRealMoney = noRealMoney;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::show)
        .post(PATH, this::set)
        .any(PATH, HttpServer.only("GET", "POST"))
        .post(PAUSE, this::pause)
        .any(PAUSE, HttpServer.only("POST"))
        .post(DEPOSITS, this::deposit)
        .any(DEPOSITS, HttpServer.only("POST"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Member donor = visitors.require(request);
    Means means = giving.means(donor.id());
    String done = request.query().first("done").asOptional().orElse("");
    pages.send(
        response,
        new DonorView.Budgeting(
            visitors.frame(request),
            means,
            typed(means, visitors.frame(request).words()),
            FieldProblem.NONE,
            SAID.get(done),
            Uuid7.next().toString(),
            payouts.returnable(donor.id().value()).onTheWayMicros()));
  }

  /** What is set now, or from the next month on; the smallest budget for who has none. */
  private static Typed typed(Means means, Words words) {
    Budget budget = means.budget();
    long set = budget.in(means.month().plusMonths(1));
    return new Typed(
        AmountText.of(set == 0 ? means.minimumMicros() : set, words),
        budget.maximumPerFlattr().isPresent()
            ? AmountText.of(budget.maximumPerFlattr().getAsLong(), words)
            : "",
        budget.anonymous(),
        "");
  }

  private void set(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Typed typed = new Typed(form.text("amount"), form.text("maximum"), form.has("anonymous"), "");
    if (form.stale()) {
      refuse(response, frame, donor, typed, "", frame.text("form.stale"), Status.CONFLICT_409);
      return;
    }
    OptionalLong amount = AmountText.parse(typed.amount());
    if (amount.isEmpty()) {
      refuse(response, frame, donor, typed, "amount", frame.text("budget.bad.amount"));
      return;
    }
    OptionalLong maximum =
        typed.maximum().isEmpty() ? OptionalLong.empty() : AmountText.parse(typed.maximum());
    if (!typed.maximum().isEmpty() && maximum.orElse(0) == 0) {
      refuse(response, frame, donor, typed, "maximum", frame.text("budget.bad.maximum"));
      return;
    }
    switch (giving.setBudget(donor, amount.getAsLong())) {
      case BudgetOutcome.BelowMinimum it ->
          refuse(
              response,
              frame,
              donor,
              typed,
              "amount",
              frame.text("budget.bad.minimum", frame.money(it.minimumMicros())));
      case BudgetOutcome.HoldsNow _ -> saved(response, donor, maximum, typed, "now");
      case BudgetOutcome.HoldsFrom _ -> saved(response, donor, maximum, typed, "next");
    }
  }

  private void saved(
      ServerResponse response, MemberId donor, OptionalLong maximum, Typed typed, String done) {
    @Nullable Long maximumOrNull = maximum.isPresent() ? maximum.getAsLong() : null;
    giving.setManner(donor, maximumOrNull, typed.anonymous());
    subscriptions.haveMeans(donor);
    Visitors.redirect(response, PATH + "?done=" + done);
  }

  private void pause(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    if (visitors.form(request).stale()) {
      Frame frame = visitors.frame(request);
      Typed before = typed(giving.means(donor), frame.words());
      refuse(response, frame, donor, before, "", frame.text("form.stale"), Status.CONFLICT_409);
      return;
    }
    String done =
        switch (giving.setBudget(donor, 0)) {
          case BudgetOutcome.HoldsNow _ -> "paused";
          case BudgetOutcome.HoldsFrom _ -> "paused-next";
          case BudgetOutcome.BelowMinimum _ ->
              throw new IllegalStateException("Nothing is no budget below the smallest.");
        };
    Visitors.redirect(response, PATH + "?done=" + done);
  }

  private void deposit(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Means means = giving.means(donor);
    Typed before = typed(means, frame.words());
    Typed typed =
        new Typed(before.amount(), before.maximum(), before.anonymous(), form.text("deposit"));
    OptionalLong amount = AmountText.parse(typed.deposit());
    if (form.stale()) {
      refuse(response, frame, donor, typed, "", frame.text("form.stale"), Status.CONFLICT_409);
    } else if (!noRealMoney) {
      refuse(response, frame, donor, typed, "deposit", frame.text("budget.bad.real"));
    } else if (amount.orElse(0) == 0) {
      refuse(response, frame, donor, typed, "deposit", frame.text("budget.bad.deposit"));
    } else if (!book(donor, amount.getAsLong(), form.text("reference"))) {
      refuse(
          response,
          frame,
          donor,
          typed,
          "deposit",
          frame.text("budget.bad.again"),
          Status.CONFLICT_409);
    } else {
      Visitors.redirect(response, PATH + "?done=deposit");
    }
  }

  /** Once for each form; false when the form has deposited another amount before. */
  private boolean book(MemberId donor, long micros, String form) {
    try {
      String reference = "page:" + donor + ":" + UUID.fromString(form);
      deposits.confirm(donor.value(), micros, reference);
      return true;
    } catch (LedgerConflict | IllegalArgumentException e) {
      return false;
    }
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      MemberId donor,
      Typed typed,
      String field,
      String text) {
    refuse(response, frame, donor, typed, field, text, Status.BAD_REQUEST_400);
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      MemberId donor,
      Typed typed,
      String field,
      String text,
      Status status) {
    pages.send(
        response,
        status,
        new DonorView.Budgeting(
            frame,
            giving.means(donor),
            typed,
            new FieldProblem(field, text),
            null,
            Uuid7.next().toString(),
            payouts.returnable(donor.value()).onTheWayMicros()));
  }
}
