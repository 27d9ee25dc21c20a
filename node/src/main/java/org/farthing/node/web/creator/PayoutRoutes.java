package org.farthing.node.web.creator;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.look.Words;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.creator.CreatorView.TypedPayout;
import org.farthing.node.web.donor.AmountText;
import org.jspecify.annotations.Nullable;

/** What becomes of a creator's revenue: where it goes, paid out, undone, or moved to funds. */
final class PayoutRoutes implements HttpService {

  private static final String PATH = IncomeRoutes.HOME + "/payouts";
  private static final String DETAILS = PATH + "/details";
  private static final String UNDO = PATH + "/{id}/undo";
  private static final String TO_FUNDS = IncomeRoutes.HOME + "/to-funds";

  /** What can have been done just now, by what the address says, and the text that says so. */
  private static final Map<String, String> SAID =
      Map.of(
          "asked", "payouts.said.asked",
          "details", "payouts.said.details",
          "undone", "payouts.said.undone",
          "too-late", "payouts.said.too-late",
          "moved", "payouts.said.moved");

  private final Visitors visitors;
  private final Pages pages;
  private final Payouts payouts;

  PayoutRoutes(Visitors visitors, Pages pages, Payouts payouts) {
    this.visitors = visitors;
    this.pages = pages;
    this.payouts = payouts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::show)
        .post(PATH, this::ask)
        .any(PATH, HttpServer.only("GET", "POST"))
        .post(DETAILS, this::setDetails)
        .any(DETAILS, HttpServer.only("POST"))
        .post(UNDO, this::undo)
        .any(UNDO, HttpServer.only("POST"))
        .post(TO_FUNDS, this::toFunds)
        .any(TO_FUNDS, HttpServer.only("POST"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    UUID member = visitors.require(request).id().value();
    String done = request.query().first("done").asOptional().orElse("");
    Frame frame = visitors.frame(request);
    pages.send(
        response,
        page(frame, member, typed(member, frame.words()), Map.of(), null, SAID.get(done)));
  }

  /** What the fields hold before anything is typed. */
  private TypedPayout typed(UUID member, Words words) {
    Payouts.Standing standing = payouts.standing(member);
    long payable = payouts.payableMicros(standing.availableMicros());
    PayoutDetails details = payouts.details(member).orElse(null);
    return new TypedPayout(
        payable < payouts.minimumMicros() ? "" : AmountText.of(payable, words),
        details == null ? "" : details.holder(),
        details == null ? "" : details.shownAccount(),
        "");
  }

  private CreatorView.PayoutsPage page(
      Frame frame,
      UUID member,
      TypedPayout typed,
      Map<String, String> errors,
      @Nullable String problem,
      @Nullable String said) {
    Payouts.Standing standing = payouts.standing(member);
    return new CreatorView.PayoutsPage(
        frame,
        standing,
        payouts.minimumMicros(),
        payouts.payableMicros(standing.availableMicros()),
        payouts.details(member).orElse(null),
        payouts.of(member, Payout.Source.REVENUE),
        payouts.isUnderReview(member),
        typed,
        Uuid7.next().toString(),
        errors,
        problem,
        said);
  }

  private void setDetails(ServerRequest request, ServerResponse response) {
    UUID member = visitors.require(request).id().value();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedPayout before = typed(member, frame.words());
    TypedPayout typed =
        new TypedPayout(before.amount(), form.text("holder"), form.text("account"), before.funds());
    if (form.stale()) {
      stale(response, frame, member, typed);
      return;
    }
    PayoutDetails details;
    try {
      details = PayoutDetails.typed(typed.holder(), typed.account());
    } catch (Problem problem) {
      String field = Refusal.field(problem, Map.of()).orElse("account");
      refuse(response, frame, member, typed, field, Refusal.text(frame, problem));
      return;
    }
    payouts.setDetails(member, details);
    Visitors.redirect(response, PATH + "?done=details");
  }

  private void ask(ServerRequest request, ServerResponse response) {
    UUID member = visitors.require(request).id().value();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedPayout before = typed(member, frame.words());
    TypedPayout typed =
        new TypedPayout(form.text("amount"), before.holder(), before.account(), before.funds());
    if (form.stale() || !form.hasKey()) {
      stale(response, frame, member, typed);
      return;
    }
    OptionalLong amount = AmountText.parse(typed.amount());
    if (amount.isEmpty()) {
      refuse(response, frame, member, typed, "amount", frame.text("payouts.bad.amount"));
      return;
    }
    try {
      PayoutOutcome outcome = payouts.request(member, amount.getAsLong(), form.text(Form.KEY));
      answer(response, frame, member, typed, "amount", outcome);
    } catch (Problem problem) {
      refuse(response, frame, member, typed, "amount", Refusal.text(frame, problem));
    }
  }

  private void toFunds(ServerRequest request, ServerResponse response) {
    UUID member = visitors.require(request).id().value();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedPayout before = typed(member, frame.words());
    TypedPayout typed =
        new TypedPayout(before.amount(), before.holder(), before.account(), form.text("funds"));
    if (form.stale() || !form.hasKey()) {
      stale(response, frame, member, typed);
      return;
    }
    OptionalLong amount = AmountText.parse(typed.funds());
    if (amount.orElse(0) == 0) {
      refuse(response, frame, member, typed, "funds", frame.text("payouts.bad.funds"));
      return;
    }
    PayoutOutcome outcome = payouts.toFunds(member, amount.getAsLong(), form.text(Form.KEY));
    answer(response, frame, member, typed, "funds", outcome);
  }

  private void answer(
      ServerResponse response,
      Frame frame,
      UUID member,
      TypedPayout typed,
      String field,
      PayoutOutcome outcome) {
    switch (outcome) {
      case PayoutOutcome.Requested _ -> Visitors.redirect(response, PATH + "?done=asked");
      case PayoutOutcome.Moved _ -> Visitors.redirect(response, PATH + "?done=moved");
      case PayoutOutcome.NoDetails _ ->
          refuse(response, frame, member, typed, "holder", frame.text("payouts.bad.details"));
      case PayoutOutcome.BelowMinimum it ->
          refuse(
              response,
              frame,
              member,
              typed,
              field,
              frame.text("payouts.bad.minimum", frame.money(it.minimumMicros())));
      case PayoutOutcome.NotPayable _ ->
          refuse(response, frame, member, typed, field, frame.text("payouts.bad.amount"));
      case PayoutOutcome.NotEnough it ->
          refuse(
              response,
              frame,
              member,
              typed,
              field,
              frame.text("payouts.bad.available", frame.money(it.availableMicros())));
      case PayoutOutcome.OtherUnderThisKey _ ->
          refuse(response, frame, member, typed, field, frame.text("payouts.bad.again"));
    }
  }

  /** Sent twice, the second finds it undone: the same page says so. */
  private void undo(ServerRequest request, ServerResponse response) {
    UUID member = visitors.require(request).id().value();
    long id = Payouts.number(request.path().pathParameters().get("id"));
    if (visitors.form(request).stale()) {
      Frame frame = visitors.frame(request);
      stale(response, frame, member, typed(member, frame.words()));
      return;
    }
    Payout payout = payouts.undo(member, id);
    String done = payout.state() == Payout.State.UNDONE ? "undone" : "too-late";
    Visitors.redirect(response, PATH + "?done=" + done);
  }

  private void stale(ServerResponse response, Frame frame, UUID member, TypedPayout typed) {
    pages.send(
        response,
        Status.CONFLICT_409,
        page(frame, member, typed, Map.of(), frame.text("form.stale"), null));
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      UUID member,
      TypedPayout typed,
      String field,
      String text) {
    pages.send(
        response,
        Status.BAD_REQUEST_400,
        page(frame, member, typed, Map.of(field, text), null, null));
  }
}
