package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.proof.Proofs;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A member's gifts: given and listed. */
final class GiftRoutes implements HttpService {

  private static final String PATH = "/api/v1/gifts";
  private static final Set<String> FIELDS = Set.of("key", "creator", "amount", "anonymous");
  private static final Pattern KEY = Pattern.compile("[!-~]{1,100}");

  private final InstantSource calendar;
  private final CurrencyUnit currency;
  private final Bearers bearers;
  private final Creators creators;
  private final Gifts gifts;
  private final Proofs proofs;

  GiftRoutes(
      InstantSource calendar,
      CurrencyUnit currency,
      Bearers bearers,
      Creators creators,
      Gifts gifts,
      Proofs proofs) {
    this.calendar = calendar;
    this.currency = currency;
    this.bearers = bearers;
    this.creators = creators;
    this.gifts = gifts;
    this.proofs = proofs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::give)
        .get(PATH, this::month)
        .any(PATH, HttpServer.only("GET", "POST"))
        .get(PATH + "/{id}/proof", this::proof)
        .any(PATH + "/{id}/proof", HttpServer.only("GET"));
  }

  private void give(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    JsonRequest body = JsonRequest.read(request, FIELDS);
    String key = body.text("key");
    if (!KEY.matcher(key).matches()) {
      throw JsonRequest.malformed("key", "1 to 100 printable ASCII characters without spaces.");
    }
    long micros = body.micros("amount", currency);
    @Nullable Boolean anonymous = body.optionalFlag("anonymous").orElse(null);
    Creator creator = creators.creator(body.text("creator"));
    answer(response, gifts.give(donor, new Gifts.Wish(key, creator, micros, anonymous)));
  }

  private void answer(ServerResponse response, GiftOutcome outcome) {
    switch (outcome) {
      case GiftOutcome.Recorded it ->
          Answers.send(response, Status.CREATED_201, shown(it.gift(), "recorded"));
      case GiftOutcome.AlreadyRecorded it ->
          Answers.send(response, Status.OK_200, shown(it.gift(), "already_recorded"));
      case GiftOutcome.OtherUnderThisKey _ ->
          throw new Problem(
                  409,
                  "key_used",
                  "The key stands for another gift",
                  "Another creator or amount was given under this key. Nothing is stored.")
              .at("/key");
      case GiftOutcome.FlattrOwner _ ->
          throw new Problem(409, "flattr_owner", "This is yourself", "Nobody gives to themselves.")
              .at("/creator");
      case GiftOutcome.BelowMinimum it ->
          throw new Problem(
                  409,
                  "below_minimum",
                  "Too little",
                  "A gift is at least " + text(it.minimumMicros()) + ".")
              .at("/amount");
      case GiftOutcome.NoMeans it ->
          throw new Problem(
              409,
              "no_means",
              "Not enough funds",
              "Your free funds are " + text(it.fundsMicros()) + ". Nothing is stored.");
      case GiftOutcome.ReceivableOpen it ->
          throw new Problem(
              409,
              "receivable_open",
              "A deposit of yours came back",
              "You owe this node %s since then. You can give on once a deposit covers it."
                  .formatted(text(it.owedMicros())));
      case GiftOutcome.PeerBlocked _ ->
          throw new Problem(
              409, "peer_blocked", "Not with this node", "The creator's node is blocked here.");
      case GiftOutcome.PeerSuspended _ ->
          throw new Problem(
              409,
              "peer_suspended",
              "Not with this node for now",
              "No flattrs go to the creator's node for now. Nothing is stored.");
    }
  }

  private void month(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    YearMonth month =
        request.query().first("month").asOptional().map(GiftRoutes::month).orElseGet(this::now);
    List<Answers.Gift> listed =
        gifts.of(donor, month).stream().map(gift -> shown(gift, null)).toList();
    Answers.send(
        response, Status.OK_200, new Answers.Gifts(month.toString(), currency.code(), listed));
  }

  private void proof(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    FlattrId gift = FlattrRoutes.id(request.path().pathParameters().get("id"));
    FlattrRoutes.send(response, proofs.given(donor, gift));
  }

  private Answers.Gift shown(GivenGift gift, @Nullable String outcome) {
    @Nullable Long given = gift.givenMicrosOrNull();
    return new Answers.Gift(
        gift.id().toString(),
        gift.creator().actor().toString(),
        Answers.Amount.of(gift.micros(), currency),
        gift.state().name().toLowerCase(Locale.ROOT),
        gift.codeOrNull(),
        gift.anonymous(),
        gift.period().toString(),
        gift.recordedAt().toString(),
        given == null ? null : Answers.Amount.of(given, currency),
        outcome);
  }

  private String text(long micros) {
    return Answers.Amount.of(micros, currency).amount() + " " + currency.code();
  }

  private static YearMonth month(String text) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw new Problem(400, "malformed_month", "Not a month", "A month is written like 2026-11.");
    }
  }

  private YearMonth now() {
    return YearMonth.from(calendar.instant().atZone(ZoneOffset.UTC));
  }
}
