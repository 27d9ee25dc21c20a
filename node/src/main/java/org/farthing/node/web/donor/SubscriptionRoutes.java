package org.farthing.node.web.donor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.UUID;
import org.farthing.node.account.MemberId;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.Giving;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.donor.DonorView.FieldProblem;
import org.farthing.node.web.donor.DonorView.SubscriptionRow;
import org.jspecify.annotations.Nullable;

/** What a donor flattrs every month: added, paused, resumed, cancelled. */
final class SubscriptionRoutes implements HttpService {

  static final String PATH = "/me/subscriptions";

  private static final Map<String, String> SAID =
      Map.of(
          "added", "subs.said.added",
          "paused", "subs.said.paused",
          "resumed", "subs.said.resumed",
          "cancelled", "subs.said.cancelled");

  private final Visitors visitors;
  private final Pages pages;
  private final LocalIds ids;
  private final Giving giving;
  private final Subscriptions subscriptions;

  SubscriptionRoutes(
      Visitors visitors, Pages pages, LocalIds ids, Giving giving, Subscriptions subscriptions) {
    this.visitors = visitors;
    this.pages = pages;
    this.ids = ids;
    this.giving = giving;
    this.subscriptions = subscriptions;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::list)
        .post(PATH, this::add)
        .any(PATH, HttpServer.only("GET", "POST"))
        .post(PATH + "/{id}/{act}", this::act)
        .any(PATH + "/{id}/{act}", HttpServer.only("POST"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    String done = request.query().first("done").asOptional().orElse("");
    String url = request.query().first("url").asOptional().orElse("");
    boolean anonymous = giving.means(donor).budget().anonymous();
    show(
        response,
        Status.OK_200,
        visitors.frame(request),
        donor,
        url,
        anonymous,
        FieldProblem.NONE,
        SAID.get(done));
  }

  private void show(
      ServerResponse response,
      Status status,
      Frame frame,
      MemberId donor,
      String url,
      boolean anonymous,
      FieldProblem problem,
      @Nullable String saidOrNull) {
    pages.send(
        response,
        status,
        new DonorView.Subscribed(
            frame,
            subscriptions.of(donor).stream().map(this::row).toList(),
            url,
            anonymous,
            problem,
            saidOrNull));
  }

  private SubscriptionRow row(Subscription subscription) {
    String text =
        switch (subscription.state()) {
          case PAUSED -> "subs.paused";
          case ACTIVE, ENDED ->
              subscription
                  .outcome()
                  .map(it -> "subs.outcome." + it.name().toLowerCase(java.util.Locale.ROOT))
                  .orElse("subs.soon");
        };
    return new SubscriptionRow(
        subscription.id().toString(),
        subscription.thing().title().orElse(subscription.thing().url()),
        subscription.thing().url(),
        subscription.thing().creator().map(it -> ShownCreator.of(it, ids)).orElse(null),
        subscription.state(),
        text,
        Boolean.TRUE.equals(subscription.anonymousOrNull()));
  }

  private void add(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    String url = form.text("url").strip();
    boolean anonymous = form.has("anonymous");
    if (form.stale()) {
      stale(response, frame, donor, url, anonymous);
      return;
    }
    try {
      subscriptions.add(donor, url, anonymous);
      Visitors.redirect(response, PATH + "?done=added");
    } catch (Problem problem) {
      FieldProblem refused = new FieldProblem("url", reason(frame, problem));
      show(response, Status.create(problem.status()), frame, donor, url, anonymous, refused, null);
    }
  }

  private void stale(
      ServerResponse response, Frame frame, MemberId donor, String url, boolean anonymous) {
    FieldProblem stale = new FieldProblem("", frame.text("form.stale"));
    show(response, Status.CONFLICT_409, frame, donor, url, anonymous, stale, null);
  }

  private static String reason(Frame frame, Problem problem) {
    return switch (problem.code()) {
      case "malformed_url", "unknown_thing", "unreachable", "flattr_owner", "too_many", "claimed" ->
          frame.text("subs.bad." + problem.code());
      default -> throw problem;
    };
  }

  private void act(ServerRequest request, ServerResponse response) {
    MemberId donor = visitors.require(request).id();
    UUID id = id(request.path().pathParameters().get("id"));
    String act = request.path().pathParameters().get("act");
    if (visitors.form(request).stale()) {
      boolean anonymous = giving.means(donor).budget().anonymous();
      stale(response, visitors.frame(request), donor, "", anonymous);
      return;
    }
    String done =
        switch (act) {
          case "pause" -> subscriptions.pause(donor, own(donor, id)) ? "paused" : "";
          case "resume" -> subscriptions.resume(donor, own(donor, id)) ? "resumed" : "";
          // Sent twice, the second finds nothing: the list says how it stands.
          case "cancel" -> subscriptions.cancel(donor, id) ? "cancelled" : "";
          default -> throw unknown();
        };
    Visitors.redirect(response, PATH + (done.isEmpty() ? "" : "?done=" + done));
  }

  private UUID own(MemberId donor, UUID id) {
    return subscriptions.find(donor, id).orElseThrow(SubscriptionRoutes::unknown).id();
  }

  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw unknown();
    }
  }

  private static Problem unknown() {
    return new Problem(
        404,
        "unknown_subscription",
        "Unknown subscription",
        "You have no subscription of this id.");
  }
}
