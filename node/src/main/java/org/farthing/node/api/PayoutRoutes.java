package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.farthing.node.payout.Payout;
import org.farthing.node.payout.PayoutDetails;
import org.farthing.node.payout.PayoutOutcome;
import org.farthing.node.payout.Payouts;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A member's payouts, of revenue and of funds that go back: asked for, listed, undone. */
final class PayoutRoutes implements HttpService {

  private static final String PATH = "/api/v1/payouts";
  private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

  private final CurrencyUnit currency;
  private final Bearers bearers;
  private final Payouts payouts;

  PayoutRoutes(CurrencyUnit currency, Bearers bearers, Payouts payouts) {
    this.currency = currency;
    this.bearers = bearers;
    this.payouts = payouts;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::ask)
        .get(PATH, this::list)
        .any(PATH, HttpServer.only("GET", "POST"))
        .delete(PATH + "/{id}", this::undo)
        .any(PATH + "/{id}", HttpServer.only("DELETE"));
  }

  /**
   * A payout as the API shows it.
   *
   * @param from {@code revenue}, or {@code funds} that go back
   * @param holder gone once the member has left
   * @param reason why it was refused or came back
   */
  public record Shown(
      String id,
      Answers.Amount amount,
      String from,
      String state,
      @Nullable String holder,
      @Nullable String account,
      @Nullable String reason,
      String requestedAt,
      String changedAt) {}

  /**
   * A member's payouts.
   *
   * @param underReview whether none is sent before an admin's review is over
   */
  public record All(
      String currency, Answers.Amount minimum, boolean underReview, List<Shown> payouts) {}

  private void ask(ServerRequest request, ServerResponse response) {
    UUID member = bearers.member(request).value();
    JsonRequest body =
        JsonRequest.read(request, Set.of("key", "amount", "from", "holder", "account"));
    String key = body.text("key");
    if (!KEY.matcher(key).matches()) {
      throw JsonRequest.malformed("key", "1 to 100 printable ASCII characters without spaces.");
    }
    long micros = body.micros("amount", currency);
    PayoutOutcome outcome =
        switch (source(body)) {
          case REVENUE -> payouts.request(member, micros, key);
          case FUNDS -> {
            PayoutDetails to = PayoutDetails.typed(body.text("holder"), body.text("account"));
            yield payouts.requestBack(member, micros, to, key);
          }
        };
    Answers.send(response, Status.CREATED_201, shown(asked(outcome)));
  }

  /** Revenue goes where its member has said that payouts go; funds go where they came from. */
  private static Payout.Source source(JsonRequest body) {
    Payout.Source source =
        switch (body.optionalText("from").orElse("revenue")) {
          case "revenue" -> Payout.Source.REVENUE;
          case "funds" -> Payout.Source.FUNDS;
          default -> throw JsonRequest.malformed("from", "It is “revenue” or “funds”.");
        };
    if (source == Payout.Source.REVENUE) {
      for (String field : List.of("holder", "account")) {
        if (body.optionalText(field).isPresent()) {
          throw JsonRequest.malformed(field, "Only funds go to an account that is named here.");
        }
      }
    }
    return source;
  }

  private Payout asked(PayoutOutcome outcome) {
    return switch (outcome) {
      case PayoutOutcome.Requested it -> it.payout();
      case PayoutOutcome.Moved _ ->
          throw new IllegalStateException("What is asked for is not moved.");
      case PayoutOutcome.NoDetails _ ->
          throw new Problem(
              409,
              "no_details",
              "Nobody knows where to",
              "First say on the page of payouts where they are to go.");
      case PayoutOutcome.BelowMinimum it ->
          throw new Problem(
                  409,
                  "below_minimum",
                  "Too little",
                  "A payout is at least " + text(it.minimumMicros()) + ".")
              .at("/amount");
      case PayoutOutcome.NotPayable _ ->
          throw JsonRequest.malformed("amount", "A payment moves whole minor units.");
      case PayoutOutcome.NotEnough it ->
          throw new Problem(
                  409,
                  "not_enough",
                  "More than is available",
                  "Available are " + text(it.availableMicros()) + ". Nothing is asked for.")
              .at("/amount");
      case PayoutOutcome.OtherUnderThisKey _ ->
          throw new Problem(
                  409,
                  "key_used",
                  "The key stands for another payout",
                  "Another amount was asked for under this key. Nothing is asked for.")
              .at("/key");
    };
  }

  private void list(ServerRequest request, ServerResponse response) {
    UUID member = bearers.member(request).value();
    Answers.send(
        response,
        Status.OK_200,
        new All(
            currency.code(),
            Answers.Amount.of(payouts.minimumMicros(), currency),
            payouts.isUnderReview(member),
            payouts.of(member).stream().map(this::shown).toList()));
  }

  private void undo(ServerRequest request, ServerResponse response) {
    UUID member = bearers.member(request).value();
    Payout payout = payouts.undo(member, Payouts.number(request.path().pathParameters().get("id")));
    if (payout.state() != Payout.State.UNDONE) {
      throw new Problem(
          409, "too_late", "Too late", "This payout is not waiting any more: " + state(payout));
    }
    Answers.send(response, Status.OK_200, shown(payout));
  }

  private Shown shown(Payout payout) {
    PayoutDetails details = payout.detailsOrNull();
    return new Shown(
        Long.toString(payout.id()),
        Answers.Amount.of(payout.micros(), currency),
        payout.source().name().toLowerCase(Locale.ROOT),
        state(payout),
        details == null ? null : details.holder(),
        details == null ? null : details.account(),
        payout.reasonOrNull(),
        payout.requestedAt().toString(),
        payout.changedAt().toString());
  }

  private static String state(Payout payout) {
    return payout.state().name().toLowerCase(Locale.ROOT);
  }

  private String text(long micros) {
    return Answers.Amount.of(micros, currency).amount() + " " + currency.code();
  }
}
