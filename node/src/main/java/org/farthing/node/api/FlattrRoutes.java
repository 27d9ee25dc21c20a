package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.DonorShares;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Lapsed;
import org.farthing.node.flattr.MonthShares;
import org.farthing.node.flattr.OfferedAgain;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.Reservation;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.proof.Proofs;
import org.farthing.protocol.activity.ActivityId;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.activity.ProtocolException;
import org.farthing.protocol.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** A member's flattrs: record, take back, list with what each would get now. */
final class FlattrRoutes implements HttpService {

  private static final String PATH = "/api/v1/flattrs";
  private static final Set<String> FIELDS = Set.of("url", "creator", "anonymous");

  private final Database database;
  private final InstantSource calendar;
  private final Origin origin;
  private final CurrencyUnit currency;
  private final Bearers bearers;
  private final Creators creators;
  private final Giving giving;
  private final Flattrs flattrs;
  private final OfferedAgain offeredAgain;
  private final Proofs proofs;
  private final LongAdder recorded = new LongAdder();

  FlattrRoutes(
      Database database,
      InstantSource calendar,
      Origin origin,
      CurrencyUnit currency,
      Bearers bearers,
      Creators creators,
      Giving giving,
      Flattrs flattrs,
      OfferedAgain offeredAgain,
      Proofs proofs) {
    this.database = database;
    this.calendar = calendar;
    this.origin = origin;
    this.currency = currency;
    this.bearers = bearers;
    this.creators = creators;
    this.giving = giving;
    this.flattrs = flattrs;
    this.offeredAgain = offeredAgain;
    this.proofs = proofs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::record)
        .get(PATH, this::month)
        .any(PATH, HttpServer.only("GET", "POST"))
        .delete(PATH + "/{id}", this::undo)
        .any(PATH + "/{id}", HttpServer.only("DELETE"))
        .get(PATH + "/{id}/proof", this::proof)
        .any(PATH + "/{id}/proof", HttpServer.only("GET"))
        .post(PATH + "/{id}/offer-again", this::offerAgain)
        .any(PATH + "/{id}/offer-again", HttpServer.only("POST"))
        .get("/api/v1/received/proof", this::proofOfReceived)
        .any("/api/v1/received/proof", HttpServer.only("GET"));
  }

  /** How many this process has recorded. */
  long recorded() {
    return recorded.sum();
  }

  private void record(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    JsonRequest body = JsonRequest.read(request, FIELDS);
    String url = body.url("url");
    Optional<String> creator = body.optionalText("creator");
    @Nullable Boolean anonymous = body.optionalFlag("anonymous").orElse(null);
    if (creator.isPresent()) {
      creators.declare(url, creator.get());
    } else {
      creators.find(url);
    }
    answer(response, flattrs.record(donor, url, anonymous), "recorded");
  }

  private void proof(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    send(response, proofs.given(donor, id(request.path().pathParameters().get("id"))));
  }

  private void proofOfReceived(ServerRequest request, ServerResponse response) {
    MemberId creator = bearers.member(request);
    String flattr = request.query().first("flattr").asOptional().orElse("");
    try {
      send(response, proofs.received(creator, ActivityId.of(flattr)));
    } catch (ProtocolException e) {
      throw new Problem(
          400, "malformed_id", "Not an id", "Name the flattr by its address, as 'flattr'.");
    }
  }

  static void send(ServerResponse response, byte[] proof) {
    response
        .header(HeaderNames.CONTENT_TYPE, ProofRoutes.MEDIA_TYPE)
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"proof.json\"")
        .send(proof);
  }

  private void offerAgain(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    FlattrId id = id(request.path().pathParameters().get("id"));
    RecordOutcome outcome =
        offeredAgain
            .offer(donor, id)
            .orElseThrow(
                () ->
                    new Problem(
                        409,
                        "nothing_to_offer",
                        "Nothing to offer again",
                        "No flattr of yours with this id came to nothing in its month and can still"
                            + " be offered again."));
    answer(response, outcome, "offered_again");
  }

  private void answer(ServerResponse response, RecordOutcome outcome, String word) {
    switch (outcome) {
      case RecordOutcome.Recorded it -> {
        recorded.increment();
        Answers.send(response, Status.CREATED_201, click(it.flattr(), word, it.firstOfMonth()));
      }
      case RecordOutcome.AlreadyFlattred it ->
          Answers.send(response, Status.OK_200, click(it.flattr(), "already_flattred", null));
      case RecordOutcome.UnknownThing _ ->
          throw new Problem(
                  404,
                  "unknown_thing",
                  "Unknown thing",
                  "Nobody here knows this address; name its creator, like bob@node.example.")
              .at("/url");
      case RecordOutcome.FlattrOwner _ ->
          throw new Problem(
                  409, "flattr_owner", "This is your own", "Nobody flattrs their own things.")
              .at("/url");
      case RecordOutcome.PeerBlocked _ ->
          throw new Problem(
              409, "peer_blocked", "Not with this node", "The creator's node is blocked here.");
      case RecordOutcome.Withdrawn _ ->
          throw new Problem(
                  409,
                  "withdrawn",
                  "This was withdrawn",
                  "Its creator has withdrawn it. Flattrs that it has stay.")
              .at("/url");
      case RecordOutcome.PeerSuspended _ ->
          throw new Problem(
              409,
              "peer_suspended",
              "Not with this node for now",
              "No flattrs go to the creator's node for now. Nothing is stored.");
      case RecordOutcome.ReceivableOpen it -> throw receivableOpen(it.owedMicros());
      case RecordOutcome.NoMeans it -> noMeans(response, it.reason());
    }
  }

  private Problem receivableOpen(long owedMicros) {
    return new Problem(
        409,
        "receivable_open",
        "A deposit of yours came back",
        "You owe this node %s %s since then. What you gave stands; you can give on once a deposit covers it."
            .formatted(Answers.Amount.of(owedMicros, currency).amount(), currency.code()));
  }

  private void noMeans(ServerResponse response, Giving.ReserveOutcome.NoMeans reason) {
    Answers.Amount budget = Answers.Amount.of(reason.budgetMicros(), currency);
    Answers.Amount funds = Answers.Amount.of(reason.fundsMicros(), currency);
    Answers.Amount minimum = Answers.Amount.of(reason.minimumMicros(), currency);
    Answers.send(
        response,
        Status.CONFLICT_409,
        "application/problem+json",
        new Answers.NoMeans(
            "about:blank",
            "Not enough to reserve a budget",
            Status.CONFLICT_409.code(),
            "no_means",
            "Your budget is %s %s and your funds are %s; a month needs at least %s. Nothing is stored."
                .formatted(budget.amount(), currency.code(), funds.amount(), minimum.amount()),
            currency.code(),
            budget,
            funds,
            minimum));
  }

  private void undo(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    FlattrId id = id(request.path().pathParameters().get("id"));
    if (flattrs.find(id).filter(flattr -> flattr.donor().equals(donor)).isEmpty()) {
      throw nothingToUndo(Status.NOT_FOUND_404, "You gave no flattr of this id.");
    }
    switch (flattrs.undo(donor, id)) {
      case UndoOutcome.Undone it ->
          Answers.send(response, Status.OK_200, click(it.flattr(), "undone", null));
      case UndoOutcome.NothingToUndo _ ->
          throw nothingToUndo(
              Status.CONFLICT_409, "This flattr is undone or refused, or its month is cut off.");
    }
  }

  private static Problem nothingToUndo(Status status, String detail) {
    return new Problem(status.code(), "nothing_to_undo", "Nothing to undo", detail);
  }

  static FlattrId id(String text) {
    return FlattrId.parse(text)
        .orElseThrow(
            () ->
                new Problem(
                    400, "malformed_id", "Not an id", "A flattr’s id is a UUID in small letters."));
  }

  private void month(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    YearMonth month =
        request.query().first("month").asOptional().map(FlattrRoutes::month).orElseGet(this::now);
    Optional<Reservation> reserved = giving.reservation(donor, month);
    Optional<DonorShares> split =
        reserved.map(
            reservation -> database.read(tx -> new MonthShares(origin).now(tx, reservation)));
    Map<FlattrId, Long> shares = new HashMap<>();
    split.ifPresent(
        it -> {
          for (int i = 0; i < it.size(); i++) {
            shares.put(it.id(i), it.shareMicros(i));
          }
        });
    OfferedAgain.View view = offeredAgain.view(donor, month);
    List<Answers.Flattr> listed =
        flattrs.of(donor, month).stream().map(flattr -> listed(flattr, shares, view)).toList();
    Answers.send(
        response,
        Status.OK_200,
        new Answers.Month(
            month.toString(),
            currency.code(),
            shares.size(),
            Answers.Amount.of(reserved.map(Reservation::micros).orElse(0L), currency),
            Answers.Amount.of(split.map(DonorShares::givenMicros).orElse(0L), currency),
            listed));
  }

  private Answers.Flattr listed(Given flattr, Map<FlattrId, Long> shares, OfferedAgain.View view) {
    @Nullable Long share = shares.get(flattr.id());
    @Nullable FlattrId replaces = view.replaced().get(flattr.id());
    Optional<Lapsed> lapsed = Optional.ofNullable(view.lapsed().get(flattr.id()));
    return new Answers.Flattr(
        flattr.id().toString(),
        flattr.thing().url(),
        flattr.thing().titleOrNull(),
        lapsed.map(it -> state(flattr, it)).orElseGet(() -> state(flattr)),
        flattr.codeOrNull(),
        flattr.anonymous(),
        flattr.recordedAt().toString(),
        share == null ? null : Answers.Amount.of(share, currency),
        replaces == null ? null : replaces.toString(),
        lapsed.flatMap(Lapsed::offeredAs).map(FlattrId::toString).orElse(null));
  }

  private static Answers.Click click(Given flattr, String outcome, @Nullable Boolean firstOfMonth) {
    return new Answers.Click(
        flattr.id().toString(),
        flattr.thing().url(),
        state(flattr),
        flattr.codeOrNull(),
        flattr.period().toString(),
        outcome,
        firstOfMonth);
  }

  /** Of what came to nothing in its month. */
  private String state(Given flattr, Lapsed lapsed) {
    return switch (lapsed.state()) {
      case OFFERED -> "offered_again";
      case OPEN -> offeredAgain.isExpired(lapsed) ? "expired" : state(flattr);
      case DROPPED -> "expired";
    };
  }

  private static String state(Given flattr) {
    return flattr.state().name().toLowerCase(Locale.ROOT);
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
