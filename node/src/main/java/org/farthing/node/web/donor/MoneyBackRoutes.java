package org.farthing.node.web.donor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.Payout.Source;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.donor.DonorView.FieldProblem;
import org.farthing.node.web.donor.DonorView.TypedBack;
import org.jspecify.annotations.Nullable;

/** How a donor gets back what of their funds is not reserved: asked for, seen, undone. */
final class MoneyBackRoutes implements HttpService {

  static final String PATH = "/me/money-back";
  private static final String UNDO = PATH + "/{id}/undo";

  /** What can have been done just now, by what the address says, and the text that says so. */
  private static final Map<String, String> SAID =
      Map.of(
          "asked", "back.said.asked",
          "undone", "back.said.undone",
          "too-late", "back.said.too-late");

  private final Visitors visitors;
  private final Pages pages;
  private final Payouts payouts;

  MoneyBackRoutes(Visitors visitors, Pages pages, Payouts payouts) {
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
        .post(UNDO, this::undo)
        .any(UNDO, HttpServer.only("POST"));
  }

  private void show(ServerRequest request, ServerResponse response) {
    UUID donor = visitors.require(request).id().value();
    String done = request.query().first("done").asOptional().orElse("");
    pages.send(
        response,
        page(visitors.frame(request), donor, typed(donor), FieldProblem.NONE, SAID.get(done)));
  }

  /** What the fields hold before anything is typed: the account is the last one that was named. */
  private TypedBack typed(UUID donor) {
    List<PayoutDetails> named =
        payouts.of(donor, Source.FUNDS).stream().flatMap(it -> it.details().stream()).toList();
    @Nullable PayoutDetails last =
        named.isEmpty() ? payouts.details(donor).orElse(null) : named.getFirst();
    return last == null
        ? new TypedBack("", "", "")
        : new TypedBack("", last.holder(), last.shownAccount());
  }

  private DonorView.MoneyBack page(
      Frame frame, UUID donor, TypedBack typed, FieldProblem problem, @Nullable String saidOrNull) {
    Payouts.Returnable funds = payouts.returnable(donor);
    return new DonorView.MoneyBack(
        frame,
        payouts.payableMicros(funds.freeMicros()),
        funds,
        payouts.of(donor, Source.FUNDS),
        payouts.isUnderReview(donor),
        typed,
        Uuid7.next().toString(),
        problem,
        saidOrNull);
  }

  private void ask(ServerRequest request, ServerResponse response) {
    UUID donor = visitors.require(request).id().value();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedBack typed = new TypedBack(form.text("amount"), form.text("holder"), form.text("account"));
    if (form.stale() || !form.hasKey()) {
      stale(response, frame, donor, typed);
      return;
    }
    OptionalLong amount = AmountText.parse(typed.amount());
    if (amount.orElse(0) == 0) {
      refuse(response, frame, donor, typed, "amount", frame.text("back.bad.amount"));
      return;
    }
    PayoutOutcome outcome;
    try {
      PayoutDetails to = PayoutDetails.typed(typed.holder(), typed.account());
      outcome = payouts.requestBack(donor, amount.getAsLong(), to, form.text(Form.KEY));
    } catch (Problem problem) {
      String field = problem.pointer().orElse("/amount").substring(1);
      String text =
          field.equals("amount")
              ? frame.refusal(problem.code(), problem.detail())
              : frame.text("back.bad." + field);
      refuse(response, frame, donor, typed, field, text);
      return;
    }
    answer(response, frame, donor, typed, outcome);
  }

  private void answer(
      ServerResponse response, Frame frame, UUID donor, TypedBack typed, PayoutOutcome outcome) {
    switch (outcome) {
      case PayoutOutcome.Requested _ -> Visitors.redirect(response, PATH + "?done=asked");
      case PayoutOutcome.NotPayable _ ->
          refuse(response, frame, donor, typed, "amount", frame.text("back.bad.amount"));
      case PayoutOutcome.NotEnough it -> {
        String most = frame.money(payouts.payableMicros(it.availableMicros()));
        refuse(response, frame, donor, typed, "amount", frame.text("back.bad.free", most));
      }
      case PayoutOutcome.OtherUnderThisKey _ ->
          refuse(response, frame, donor, typed, "amount", frame.text("back.bad.again"));
      case PayoutOutcome.Moved _, PayoutOutcome.NoDetails _, PayoutOutcome.BelowMinimum _ ->
          throw new IllegalStateException("Funds are asked back without these.");
    }
  }

  /** Sent twice, the second finds it undone: the same page says so. */
  private void undo(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    long id = Payouts.number(request.path().pathParameters().get("id"));
    if (visitors.form(request).stale()) {
      stale(response, visitors.frame(request), donor.value(), typed(donor.value()));
      return;
    }
    boolean undone = payouts.undo(donor.value(), id).state() == Payout.State.UNDONE;
    Visitors.redirect(response, PATH + "?done=" + (undone ? "undone" : "too-late"));
  }

  private void stale(ServerResponse response, Frame frame, UUID donor, TypedBack typed) {
    FieldProblem problem = new FieldProblem("", frame.text("form.stale"));
    pages.send(response, Status.CONFLICT_409, page(frame, donor, typed, problem, null));
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      UUID donor,
      TypedBack typed,
      String field,
      String text) {
    FieldProblem problem = new FieldProblem(field, text);
    pages.send(response, Status.BAD_REQUEST_400, page(frame, donor, typed, problem, null));
  }
}
