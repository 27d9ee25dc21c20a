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
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.Subscription;
import org.farthing.node.flattr.Subscriptions;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.jspecify.annotations.Nullable;

/** What a member flattrs every month: added, listed, paused, resumed, cancelled. */
final class SubscriptionRoutes implements HttpService {

  private static final String PATH = "/api/v1/subscriptions";

  private final Bearers bearers;
  private final Subscriptions subscriptions;

  SubscriptionRoutes(Bearers bearers, Subscriptions subscriptions) {
    this.bearers = bearers;
    this.subscriptions = subscriptions;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::add)
        .get(PATH, this::list)
        .any(PATH, HttpServer.only("GET", "POST"))
        .patch(PATH + "/{id}", this::change)
        .delete(PATH + "/{id}", this::cancel)
        .any(PATH + "/{id}", HttpServer.only("PATCH", "DELETE"));
  }

  /**
   * A subscription as the API shows it.
   *
   * @param state {@code active}, {@code paused} or {@code ended}
   * @param outcome what became of its last try; not there before the first
   * @param doneIn the last month in which it was flattred
   * @param anonymous not there where the member's habit holds
   */
  public record Shown(
      String id,
      String url,
      @Nullable String title,
      String state,
      @Nullable String outcome,
      @Nullable String doneIn,
      @Nullable Boolean anonymous,
      String since) {}

  /** A member's subscriptions, the oldest first. */
  public record All(List<Shown> subscriptions) {}

  private void add(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    JsonRequest body = JsonRequest.read(request, Set.of("url", "anonymous"));
    Subscription added =
        subscriptions.add(donor, body.url("url"), body.optionalFlag("anonymous").orElse(null));
    Answers.send(response, Status.CREATED_201, shown(added));
  }

  private void list(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    Answers.send(
        response,
        Status.OK_200,
        new All(subscriptions.of(donor).stream().map(SubscriptionRoutes::shown).toList()));
  }

  private void change(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    UUID id = id(request);
    String state = JsonRequest.read(request, Set.of("state")).text("state");
    boolean changed =
        switch (state) {
          case "active" -> subscriptions.resume(donor, id);
          case "paused" -> subscriptions.pause(donor, id);
          default -> throw JsonRequest.malformed("state", "It is active or paused.");
        };
    Subscription found = subscriptions.find(donor, id).orElseThrow(SubscriptionRoutes::unknown);
    if (!changed) {
      throw new Problem(
          409,
          "subscription_ended",
          "This subscription has ended",
          "The thing takes no more flattrs from you.");
    }
    Answers.send(response, Status.OK_200, shown(found));
  }

  private void cancel(ServerRequest request, ServerResponse response) {
    MemberId donor = bearers.member(request);
    if (!subscriptions.cancel(donor, id(request))) {
      throw unknown();
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private static UUID id(ServerRequest request) {
    try {
      return UUID.fromString(request.path().pathParameters().get("id"));
    } catch (IllegalArgumentException _) {
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

  private static Shown shown(Subscription it) {
    return new Shown(
        it.id().toString(),
        it.thing().url(),
        it.thing().titleOrNull(),
        it.state().name().toLowerCase(Locale.ROOT),
        it.outcome().map(outcome -> outcome.name().toLowerCase(Locale.ROOT)).orElse(null),
        it.donePeriodOrNull() == null ? null : it.donePeriodOrNull().toString(),
        it.anonymousOrNull(),
        it.since().toString());
  }
}
