package org.farthing.node.web.donor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.farthing.node.account.Member;
import org.farthing.node.account.MemberId;
import org.farthing.node.bot.FlattrBot;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.UndoOutcome;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.proof.Proofs;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReactions;
import org.jspecify.annotations.Nullable;

/** A donor's months and their flattrs: to look at, to take back, to take home. */
final class DonorRoutes implements HttpService {

  static final String HOME = "/me";
  static final String FLATTRS = HOME + "/flattrs";

  private final Visitors visitors;
  private final Pages pages;
  private final DonorMonths months;
  private final Giving giving;
  private final Flattrs flattrs;
  private final Proofs proofs;
  private final LocalIds ids;
  private final OwnReactions reactions;
  private final FlattrBot bot;

  DonorRoutes(
      LocalIds ids,
      Visitors visitors,
      Pages pages,
      DonorMonths months,
      Giving giving,
      Flattrs flattrs,
      Proofs proofs,
      OwnReactions reactions,
      FlattrBot bot) {
    this.ids = ids;
    this.visitors = visitors;
    this.pages = pages;
    this.months = months;
    this.giving = giving;
    this.flattrs = flattrs;
    this.proofs = proofs;
    this.reactions = reactions;
    this.bot = bot;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(HOME, this::home)
        .any(HOME, HttpServer.only("GET"))
        .get(HOME + "/months/{month}", this::month)
        .any(HOME + "/months/{month}", HttpServer.only("GET"))
        .get(FLATTRS + ".csv", this::csv)
        .any(FLATTRS + ".csv", HttpServer.only("GET"))
        .get(FLATTRS + ".json", this::json)
        .any(FLATTRS + ".json", HttpServer.only("GET"))
        .get(FLATTRS + "/{id}", this::flattr)
        .any(FLATTRS + "/{id}", HttpServer.only("GET"))
        .get(FLATTRS + "/{id}/proof", this::proof)
        .any(FLATTRS + "/{id}/proof", HttpServer.only("GET"))
        .post(FLATTRS + "/{id}/undo", this::undo)
        .any(FLATTRS + "/{id}/undo", HttpServer.only("POST"));
  }

  private void home(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    YearMonth now = months.now();
    YearMonth last = now.minusMonths(1);
    pages.send(
        response,
        new DonorView.Home(
            visitors.frame(request),
            giving.means(donor),
            months.month(donor, now, page(request)),
            months.isBeforeCutOff(last) ? last : null,
            months.before(donor)));
  }

  private void month(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    YearMonth month = month(request.path().pathParameters().get("month"), DonorRoutes::noSuchMonth);
    if (month.isAfter(months.now())) {
      throw noSuchMonth();
    }
    pages.send(
        response,
        new DonorView.Past(visitors.frame(request), months.month(donor, month, page(request))));
  }

  /** From 1 on; whatever else is asked for is the first. */
  static int page(ServerRequest request) {
    String page = request.query().first("page").asOptional().orElse("1");
    return page.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(page) : 1;
  }

  private void csv(ServerRequest request, ServerResponse response) {
    DonorMonth month = asked(request);
    file(response, "text/csv; charset=utf-8", "flattrs-" + month.month() + ".csv");
    response.send(export(request).csv(month));
  }

  private void json(ServerRequest request, ServerResponse response) {
    DonorMonth month = asked(request);
    file(response, "application/json", "flattrs-" + month.month() + ".json");
    response.send(export(request).json(month));
  }

  private FlattrExport export(ServerRequest request) {
    return new FlattrExport(visitors.frame(request).currency());
  }

  private DonorMonth asked(ServerRequest request) {
    Member donor = visitors.require(request);
    YearMonth month =
        request
            .query()
            .first("month")
            .asOptional()
            .map(text -> month(text, DonorRoutes::malformedMonth))
            .orElseGet(months::now);
    return months.whole(donor.id(), month);
  }

  static void file(ServerResponse response, String type, String name) {
    response
        .header(HeaderNames.CONTENT_TYPE, type)
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
  }

  private static YearMonth month(String text, Supplier<Problem> otherwise) {
    try {
      return YearMonth.parse(text);
    } catch (DateTimeException e) {
      throw otherwise.get();
    }
  }

  private static Problem malformedMonth() {
    return new Problem(400, "malformed_month", "Not a month", "A month is written like 2026-11.");
  }

  private static Problem noSuchMonth() {
    return new Problem(404, "unknown_month", "No such month", "A month is written like 2026-11.");
  }

  private void flattr(ServerRequest request, ServerResponse response) {
    show(request, response, own(request), false);
  }

  private void show(ServerRequest request, ServerResponse response, Given flattr, boolean stale) {
    Row row = months.row(flattr.donor(), flattr);
    DonorMonth month = months.month(flattr.donor(), flattr.period(), 1);
    pages.send(
        response,
        stale ? Status.CONFLICT_409 : Status.OK_200,
        new DonorView.One(
            visitors.frame(request),
            row,
            flattr.period(),
            month.counted(),
            month.given().reservedMicros(),
            month.cutOff(),
            months.offeredAs(flattr).orElse(null),
            bot.behind(flattr.id()).map(call -> call.post().toString()).orElse(null),
            said(visitors.require(request), flattr.thing().url()),
            new DonorView.Ways(
                request.query().first("on-success").asOptional().flatMap(ReturnAddress::of),
                Optional.empty()),
            stale));
  }

  /** What stands here is flattred and no more: null. */
  private @Nullable List<OwnReaction> said(Member donor, String url) {
    return url.startsWith(ids.origin() + "/")
        ? null
        : reactions.about(ids.member(donor.name()), url);
  }

  private Given own(ServerRequest request) {
    MemberId donor = visitors.require(request).id();
    return FlattrId.parse(request.path().pathParameters().get("id"))
        .flatMap(flattrs::find)
        .filter(flattr -> flattr.donor().equals(donor))
        .orElseThrow(
            () ->
                new Problem(
                    404, "unknown_flattr", "Unknown flattr", "You gave no flattr of this id."));
  }

  private void proof(ServerRequest request, ServerResponse response) {
    Given flattr = own(request);
    byte[] proof = proofs.given(flattr.donor(), flattr.id());
    file(response, ProofRoutes.MEDIA_TYPE, "proof.json");
    response.send(proof);
  }

  /** Sent twice, the second finds it undone: the same page says so. */
  private void undo(ServerRequest request, ServerResponse response) {
    Given flattr = own(request);
    if (visitors.form(request).stale()) {
      show(request, response, flattr, true);
      return;
    }
    switch (flattrs.undo(flattr.donor(), flattr.id())) {
      case UndoOutcome.Undone _, UndoOutcome.NothingToUndo _ -> {}
    }
    Visitors.redirect(response, FLATTRS + "/" + flattr.id());
  }
}
