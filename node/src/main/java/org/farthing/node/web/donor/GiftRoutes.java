package org.farthing.node.web.donor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.flattr.GiftOutcome;
import org.farthing.node.flattr.Gifts;
import org.farthing.node.flattr.GivenGift;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.Uuid7;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.proof.Proofs;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.donor.DonorView.FieldProblem;
import org.farthing.node.web.donor.DonorView.GiftPage;
import org.farthing.node.web.donor.DonorView.GiftRow;
import org.farthing.node.web.donor.DonorView.PastGift;
import org.farthing.node.web.donor.DonorView.TypedGift;
import org.jspecify.annotations.Nullable;

/** One-off amounts: extra, not from the budget. */
final class GiftRoutes implements HttpService {

  static final String PATH = "/me/gifts";

  private static final String PROOF = PATH + "/{id}/proof";
  private static final int ROWS = 50;

  private final Visitors visitors;
  private final Pages pages;
  private final LocalIds ids;
  private final Giving giving;
  private final Creators creators;
  private final Gifts gifts;
  private final Proofs proofs;

  GiftRoutes(
      Visitors visitors,
      Pages pages,
      LocalIds ids,
      Giving giving,
      Creators creators,
      Gifts gifts,
      Proofs proofs) {
    this.visitors = visitors;
    this.pages = pages;
    this.ids = ids;
    this.giving = giving;
    this.creators = creators;
    this.gifts = gifts;
    this.proofs = proofs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::list)
        .post(PATH, this::give)
        .any(PATH, HttpServer.only("GET", "POST"))
        .get(PROOF, this::proof)
        .any(PROOF, HttpServer.only("GET"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Means means = giving.means(donor);
    TypedGift typed =
        new TypedGift(
            request.query().first("creator").asOptional().orElse(""),
            "",
            means.budget().anonymous());
    boolean done = request.query().contains("done");
    Frame frame = visitors.frame(request);
    pages.send(
        response, view(frame, donor, typed, FieldProblem.NONE, DonorRoutes.page(request), done));
  }

  /** What was typed, after it was refused. */
  private DonorView.Gifted view(
      Frame frame, MemberId donor, TypedGift typed, FieldProblem problem) {
    return view(frame, donor, typed, problem, 1, false);
  }

  private DonorView.Gifted view(
      Frame frame, MemberId donor, TypedGift typed, FieldProblem problem, int page, boolean done) {
    Means means = giving.means(donor);
    YearMonth month = means.month();
    return new DonorView.Gifted(
        frame,
        month,
        gifts.of(donor, month).stream().map(this::row).toList(),
        earlier(donor, month, page),
        typed,
        problem,
        Uuid7.next().toString(),
        means.fundsMicros(),
        done);
  }

  private GiftRow row(GivenGift gift) {
    String state = gift.state().name().toLowerCase(Locale.ROOT);
    return new GiftRow(
        ShownCreator.of(gift.creator(), ids),
        gift.micros(),
        state,
        "gifts.state." + state,
        gift.anonymous());
  }

  private GiftPage earlier(MemberId donor, YearMonth month, int page) {
    List<GivenGift> some = gifts.before(donor, month, (page - 1) * ROWS, ROWS + 1);
    return new GiftPage(
        some.stream().limit(ROWS).map(this::past).toList(), page, some.size() > ROWS);
  }

  private PastGift past(GivenGift gift) {
    @Nullable Long given = gift.givenMicrosOrNull();
    String state = given == null ? "closing" : given > 0 ? "given" : "back";
    return new PastGift(
        ShownCreator.of(gift.creator(), ids),
        gift.period(),
        gift.micros(),
        "gifts.past." + state,
        gift.anonymous(),
        given != null && given > 0 ? PATH + "/" + gift.id() + "/proof" : null);
  }

  private void proof(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    FlattrId gift =
        FlattrId.parse(request.path().pathParameters().get("id"))
            .orElseThrow(
                () ->
                    new Problem(
                        404, "unknown_flattr", "Unknown gift", "You gave no gift of this id."));
    byte[] proof = proofs.given(donor, gift);
    DonorRoutes.file(response, ProofRoutes.MEDIA_TYPE, "proof.json");
    response.send(proof);
  }

  private void give(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    TypedGift typed =
        new TypedGift(
            form.text("creator").strip(), form.text("amount").strip(), form.has("anonymous"));
    OptionalLong amount = AmountText.parse(typed.amount());
    if (form.stale() || !form.hasKey()) {
      refuse(
          response,
          Status.CONFLICT_409,
          view(frame, donor, typed, new FieldProblem("", frame.text("form.stale"))));
    } else if (amount.orElse(0) == 0) {
      FieldProblem problem = new FieldProblem("amount", frame.text("gifts.bad.amount"));
      refuse(response, Status.BAD_REQUEST_400, view(frame, donor, typed, problem));
    } else if (typed.creator().isEmpty()) {
      FieldProblem problem = new FieldProblem("creator", frame.text("gifts.bad.creator"));
      refuse(response, Status.BAD_REQUEST_400, view(frame, donor, typed, problem));
    } else {
      try {
        Creator creator = creators.creator(typed.creator());
        answer(
            response,
            frame,
            donor,
            typed,
            gifts.give(
                donor,
                new Gifts.Wish(
                    "page:" + form.text(Form.KEY),
                    creator,
                    amount.getAsLong(),
                    typed.anonymous())));
      } catch (Problem problem) {
        FieldProblem refused = new FieldProblem("creator", reason(frame, problem));
        refuse(response, Status.create(problem.status()), view(frame, donor, typed, refused));
      }
    }
  }

  private static String reason(Frame frame, Problem problem) {
    return switch (problem.code()) {
      case "unknown_creator", "unreachable" -> frame.text("gifts.bad." + problem.code());
      default -> throw problem;
    };
  }

  private void answer(
      ServerResponse response, Frame frame, MemberId donor, TypedGift typed, GiftOutcome outcome) {
    switch (outcome) {
      case GiftOutcome.Recorded _, GiftOutcome.AlreadyRecorded _ ->
          Visitors.redirect(response, PATH + "?done");
      case GiftOutcome.OtherUnderThisKey _ ->
          refuse(response, frame, donor, typed, "amount", frame.text("gifts.bad.again"));
      case GiftOutcome.FlattrOwner _ ->
          refuse(response, frame, donor, typed, "creator", frame.text("gifts.bad.own"));
      case GiftOutcome.BelowMinimum it ->
          refuse(
              response,
              frame,
              donor,
              typed,
              "amount",
              frame.text("gifts.bad.minimum", frame.money(it.minimumMicros())));
      case GiftOutcome.NoMeans it ->
          refuse(
              response,
              frame,
              donor,
              typed,
              "amount",
              frame.text("gifts.bad.means", frame.money(it.fundsMicros())));
      case GiftOutcome.ReceivableOpen it ->
          refuse(
              response,
              frame,
              donor,
              typed,
              "amount",
              frame.text("gifts.bad.owed", frame.money(it.owedMicros())));
      case GiftOutcome.PeerBlocked _, GiftOutcome.PeerSuspended _ ->
          refuse(response, frame, donor, typed, "creator", frame.text("gifts.bad.peer"));
    }
  }

  private void refuse(
      ServerResponse response,
      Frame frame,
      MemberId donor,
      TypedGift typed,
      String field,
      String text) {
    refuse(response, Status.CONFLICT_409, view(frame, donor, typed, new FieldProblem(field, text)));
  }

  private void refuse(ServerResponse response, Status status, DonorView.Gifted page) {
    pages.send(response, status, page);
  }
}
