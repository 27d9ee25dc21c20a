package org.farthing.node.web.donor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Creators;
import org.farthing.node.flattr.Flattrs;
import org.farthing.node.flattr.Given;
import org.farthing.node.flattr.Giving.Means;
import org.farthing.node.flattr.Prospects;
import org.farthing.node.flattr.Prospects.Prospect;
import org.farthing.node.flattr.RecordOutcome;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.Things;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.peer.Suspension;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.donor.DonorView.Offer;
import org.farthing.node.web.donor.DonorView.Ways;
import org.jspecify.annotations.Nullable;

/**
 * Where buttons, links and share sheets of other sites lead to: shows what is to be flattred and
 * what that means, and asks. Nothing is given but by the form on the page itself.
 *
 * <p>A creator whom a link names is believed only where nobody has shown whose the thing is, and
 * only once the donor has read so and pressed the button: as with the API.
 */
final class ConfirmRoutes implements HttpService {

  static final String PATH = "/flattr";
  private static final String LEAVE = "/leave";
  private static final int LONGEST_TITLE = 300;

  private final Visitors visitors;
  private final Pages pages;
  private final LocalIds ids;
  private final DonorMonths months;
  private final Things things;
  private final Creators creators;
  private final Prospects prospects;
  private final Flattrs flattrs;

  ConfirmRoutes(
      Visitors visitors,
      Pages pages,
      LocalIds ids,
      DonorMonths months,
      Things things,
      Creators creators,
      Prospects prospects,
      Flattrs flattrs) {
    this.visitors = visitors;
    this.pages = pages;
    this.ids = ids;
    this.months = months;
    this.things = things;
    this.creators = creators;
    this.prospects = prospects;
    this.flattrs = flattrs;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::ask)
        .post(PATH, this::flattr)
        .any(PATH, HttpServer.only("GET", "POST"))
        .get(LEAVE, this::leave)
        .any(LEAVE, HttpServer.only("GET"));
  }

  /**
   * What a link asks for.
   *
   * @param title as the link says; shown only when nobody here knows a better one
   * @param creator a handle, as the link says
   */
  private record Asked(String url, String title, String creator, Ways ways) {

    static Asked of(ServerRequest request) {
      return new Asked(
          address(request),
          parameter(request, "title"),
          parameter(request, "creator"),
          ways(parameter(request, "on-success"), parameter(request, "on-cancel")));
    }

    static Asked of(Form form) {
      return new Asked(
          form.text("url"),
          form.text("title"),
          form.text("creator"),
          ways(form.text("on-success"), form.text("on-cancel")));
    }

    /** The page that asks for the same once more. */
    String again() {
      return PATH
          + "?url="
          + encoded(url)
          + "&title="
          + encoded(title)
          + "&creator="
          + encoded(creator)
          + "&on-success="
          + encoded(ways.onSuccess())
          + "&on-cancel="
          + encoded(ways.onCancel());
    }

    /** Where it is not said for itself, it may stand in a text that was shared. */
    private static String address(ServerRequest request) {
      String url = parameter(request, "url");
      return url.isEmpty() ? SharedText.address(parameter(request, "text")).orElse("") : url;
    }

    private static String parameter(ServerRequest request, String name) {
      return request.query().first(name).asOptional().orElse("").strip();
    }

    private static Ways ways(String success, String cancel) {
      return new Ways(ReturnAddress.of(success), ReturnAddress.of(cancel));
    }
  }

  private void ask(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Asked asked = Asked.of(request);
    Frame frame = visitors.frame(request);
    if (asked.url().isEmpty()) {
      pages.send(response, new DonorView.Ask(frame));
      return;
    }
    show(response, frame, donor, asked, null, false);
  }

  /**
   * The page that asks, or why there is nothing to ask.
   *
   * @param anonymousOrNull what the box is to hold; the donor's habit when null
   */
  private void show(
      ServerResponse response,
      Frame frame,
      MemberId donor,
      Asked asked,
      @Nullable Boolean anonymousOrNull,
      boolean stale) {
    Optional<Thing> found;
    try {
      found = look(asked);
    } catch (Problem problem) {
      refuse(response, frame, asked, problem);
      return;
    }
    // Of a creator whom only the link names there is no thing to look at yet.
    Thing thing = found.orElseGet(() -> new Thing(0, asked.url(), null, null, false));
    switch (prospects.of(donor, thing)) {
      case Prospect.Shut it -> refuse(response, frame, asked, it.outcome());
      case Prospect.Open it -> {
        boolean anonymous =
            anonymousOrNull == null ? it.means().budget().anonymous() : anonymousOrNull;
        pages.send(
            response,
            stale ? Status.CONFLICT_409 : Status.OK_200,
            confirm(frame, asked, thing, offer(it), anonymous, stale));
      }
    }
  }

  /**
   * The thing with its creator, as far as they can be found. Empty when nothing can be found and a
   * link names the creator.
   */
  private Optional<Thing> look(Asked asked) {
    try {
      return Optional.of(creators.find(asked.url()));
    } catch (Problem problem) {
      boolean named = !asked.creator().isEmpty() && isNotFound(problem);
      if (named) {
        return Optional.empty();
      }
      throw problem;
    }
  }

  private static boolean isNotFound(Problem problem) {
    return problem.code().equals("unreachable") || problem.code().equals("unknown_thing");
  }

  private DonorView.Confirm confirm(
      Frame frame, Asked asked, Thing thing, Offer offer, boolean anonymous, boolean stale) {
    boolean named =
        thing.creator().isEmpty() && !asked.creator().isEmpty() && !isOfHere(asked.creator());
    return new DonorView.Confirm(
        frame,
        asked.url(),
        thing.title().orElseGet(() -> cut(asked.title())),
        thing.creator().map(creator -> ShownCreator.of(creator, ids)).orElse(null),
        named ? asked.creator() : null,
        offer,
        anonymous,
        stale,
        asked.ways());
  }

  private static String cut(String title) {
    return title.length() <= LONGEST_TITLE ? title : title.substring(0, LONGEST_TITLE) + "…";
  }

  private Offer offer(Prospect.Open open) {
    Means means = open.means();
    int sharers = open.counted() + 1;
    long equal = means.monthMicros() / sharers;
    long each = Math.min(equal, means.budget().maximumPerFlattr().orElse(Long.MAX_VALUE));
    return new Offer(means, sharers, each, months.cutOff(means.month()));
  }

  private void flattr(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Asked asked = Asked.of(form);
    boolean anonymous = form.has("anonymous");
    if (form.stale()) {
      show(response, frame, donor, asked, anonymous, true);
      return;
    }
    try {
      declare(asked);
      RecordOutcome outcome = flattrs.record(donor, asked.url(), anonymous);
      switch (outcome) {
        case RecordOutcome.Recorded it -> Visitors.redirect(response, result(it.flattr(), asked));
        case RecordOutcome.AlreadyFlattred it ->
            Visitors.redirect(response, result(it.flattr(), asked));
        case RecordOutcome.UnknownThing _,
            RecordOutcome.FlattrOwner _,
            RecordOutcome.PeerBlocked _,
            RecordOutcome.Withdrawn _,
            RecordOutcome.PeerSuspended _,
            RecordOutcome.ReceivableOpen _,
            RecordOutcome.NoMeans _ ->
            refuse(response, frame, asked, outcome);
      }
    } catch (Problem problem) {
      refuse(response, frame, asked, problem);
    }
  }

  private void declare(Asked asked) {
    Optional<Thing> known = things.find(asked.url());
    if (known.flatMap(Thing::creator).isPresent()) {
      return;
    }
    // What a member here has not shown to be theirs is not theirs because a link says so: it waits.
    if (!asked.creator().isEmpty() && !isOfHere(asked.creator())) {
      creators.declare(asked.url(), asked.creator());
    } else if (known.isEmpty()) {
      creators.find(asked.url());
    }
  }

  private boolean isOfHere(String handle) {
    return handle.endsWith("@" + ids.origin().authority());
  }

  private static String result(Given flattr, Asked asked) {
    String page = DonorRoutes.FLATTRS + "/" + flattr.id();
    return asked
        .ways()
        .success()
        .map(to -> page + "?on-success=" + encoded(to.uri().toString()))
        .orElse(page);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void refuse(ServerResponse response, Frame frame, Asked asked, Problem problem) {
    String reason =
        switch (problem.code()) {
          case "unreachable" -> "unreachable";
          case "unknown_thing", "unknown_creator" -> problem.code();
          case "malformed_url" -> "malformed";
          case "claimed" -> "claimed";
          default -> throw problem;
        };
    refuse(response, Status.create(problem.status()), frame, asked, reason, problem.detail());
  }

  private void refuse(ServerResponse response, Frame frame, Asked asked, RecordOutcome outcome) {
    switch (outcome) {
      case RecordOutcome.AlreadyFlattred it ->
          refuse(
              response,
              Status.OK_200,
              frame,
              asked,
              "already",
              DonorRoutes.FLATTRS + "/" + it.flattr().id());
      case RecordOutcome.FlattrOwner _ -> refuse(response, frame, asked, "own");
      case RecordOutcome.UnknownThing _ -> refuse(response, frame, asked, "unknown_thing");
      case RecordOutcome.PeerBlocked _ -> refuse(response, frame, asked, "blocked");
      case RecordOutcome.Withdrawn _ -> refuse(response, frame, asked, "withdrawn");
      case RecordOutcome.PeerSuspended(Suspension.Reason reason) -> {
        boolean paused = reason == Suspension.Reason.PAUSED;
        refuse(response, frame, asked, paused ? "paused" : "suspended");
      }
      case RecordOutcome.ReceivableOpen it ->
          refuse(response, Status.CONFLICT_409, frame, asked, "owed", frame.money(it.owedMicros()));
      case RecordOutcome.NoMeans it ->
          refuse(
              response,
              Status.CONFLICT_409,
              frame,
              asked,
              "no_means",
              frame.money(it.reason().budgetMicros()),
              frame.money(it.reason().fundsMicros()),
              frame.money(it.reason().minimumMicros()));
      case RecordOutcome.Recorded _ ->
          throw new IllegalArgumentException("What is recorded is not refused.");
    }
  }

  private void refuse(ServerResponse response, Frame frame, Asked asked, String reason) {
    refuse(response, Status.CONFLICT_409, frame, asked, reason);
  }

  private void refuse(
      ServerResponse response,
      Status status,
      Frame frame,
      Asked asked,
      String reason,
      String... detail) {
    pages.send(
        response,
        status,
        new DonorView.Refused(
            frame, asked.url(), asked.again(), reason, List.of(detail), asked.ways()));
  }

  /** Says to which site a link leads: nobody is sent anywhere unseen. */
  private void leave(ServerRequest request, ServerResponse response) {
    ReturnAddress to =
        request
            .query()
            .first("to")
            .asOptional()
            .flatMap(ReturnAddress::of)
            .orElseThrow(
                () ->
                    new Problem(
                        400,
                        "malformed_url",
                        "This leads nowhere",
                        "A way back to another site begins with https:// and names the site."));
    pages.send(response, new DonorView.Leaving(visitors.frame(request), to));
  }
}
