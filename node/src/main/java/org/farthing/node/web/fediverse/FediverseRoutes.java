package org.farthing.node.web.fediverse;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.farthing.node.account.Member;
import org.farthing.node.account.Profiles;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.Posts;
import org.farthing.node.social.Social;
import org.farthing.node.web.fediverse.FediverseView.Part;
import org.farthing.node.web.fediverse.FediverseView.Typed;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** Who follows a member and whom they follow, by the page and its forms. */
final class FediverseRoutes implements HttpService {

  static final String PATH = "/me/fediverse";

  /** Of each list; the page has five. */
  private static final int MOST = 10;

  private static final Map<String, String> SAID =
      Map.of(
          "accepted", "fedi.said.accepted",
          "rejected", "fedi.said.rejected",
          "followed", "fedi.said.followed",
          "unfollowed", "fedi.said.unfollowed",
          "like", "fedi.said.like",
          "boost", "fedi.said.boost",
          "undone", "fedi.said.undone");

  private final LocalIds ids;
  private final Visitors visitors;
  private final Pages pages;
  private final Profiles profiles;
  private final Social social;

  FediverseRoutes(LocalIds ids, Visitors visitors, Pages pages, Profiles profiles, Social social) {
    this.ids = ids;
    this.visitors = visitors;
    this.pages = pages;
    this.profiles = profiles;
    this.social = social;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::page)
        .any(PATH, HttpServer.only("GET"))
        .post(PATH + "/requests/{id}/{answer}", this::answer)
        .any(PATH + "/requests/{id}/{answer}", HttpServer.only("POST"))
        .post(PATH + "/following", this::follow)
        .any(PATH + "/following", HttpServer.only("POST"))
        .post(PATH + "/following/{id}/end", this::unfollow)
        .any(PATH + "/following/{id}/end", HttpServer.only("POST"));
  }

  private void page(ServerRequest request, ServerResponse response) {
    show(request, response, Status.OK_200, Typed.NOTHING, Map.of(), null);
  }

  /** The page, with what is wrong with what was typed on it. */
  void show(
      ServerRequest request,
      ServerResponse response,
      Status status,
      Typed typed,
      Map<String, String> errors,
      @Nullable String problemOrNull) {
    Member member = visitors.require(request);
    ActorId actor = ids.member(member.name());
    boolean isQuiet = !errors.isEmpty() || problemOrNull != null;
    String done = request.query().first("done").asOptional().orElse("");
    pages.send(
        response,
        status,
        new FediverseView(
            visitors.frame(request),
            "@" + member.name() + "@" + ids.origin().authority(),
            profiles.of(member.id()).profile().approvesFollowers(),
            social.followers().count(actor),
            part(
                request,
                "requests",
                before -> social.follows().requests(actor, before, MOST + 1),
                Follower::sequence),
            part(
                request,
                "followers",
                before -> social.follows().of(actor, before, MOST + 1),
                Follower::sequence),
            part(
                request,
                "following",
                before -> social.followings().of(actor, before, MOST + 1),
                Following::sequence),
            part(
                request,
                "said",
                before -> social.ownReactions().of(actor, null, before, MOST + 1),
                OwnReaction::sequence),
            part(
                request,
                "posts",
                before -> social.posts().mentions(actor, before, MOST + 1),
                Posts.Stored::sequence),
            typed,
            errors,
            problemOrNull,
            isQuiet ? null : SAID.get(done)));
  }

  /** The page to whoever has sent a form of an earlier session. */
  void showStale(ServerRequest request, ServerResponse response, Typed typed) {
    String stale = visitors.frame(request).text("form.stale");
    show(request, response, Status.CONFLICT_409, typed, Map.of(), stale);
  }

  /** What some list has before some place. */
  private interface Query<T> {
    List<T> before(@Nullable Long place);
  }

  private static <T> Part<T> part(
      ServerRequest request, String name, Query<T> query, Function<T, Long> sequence) {
    Long before =
        request
            .query()
            .first(name)
            .asOptional()
            .filter(it -> it.matches("[1-9][0-9]{0,17}"))
            .map(Long::valueOf)
            .orElse(null);
    return Part.of(name, query.before(before), before != null, MOST, sequence);
  }

  private ActorId actor(ServerRequest request) {
    return ids.member(visitors.require(request).name());
  }

  static long id(ServerRequest request) {
    String id = request.path().pathParameters().get("id");
    return id.matches("[1-9][0-9]{0,17}") ? Long.parseLong(id) : 0;
  }

  /** Sent twice, the second finds nobody who waits: the page says how it stands. */
  private void answer(ServerRequest request, ServerResponse response) {
    ActorId actor = actor(request);
    String answer = request.path().pathParameters().get("answer");
    if (visitors.form(request).stale()) {
      showStale(request, response, Typed.NOTHING);
      return;
    }
    try {
      switch (answer) {
        case "accept" -> social.follows().accept(actor, id(request));
        case "reject" -> social.follows().reject(actor, id(request));
        default -> throw new Problem(404, "not_found", "Nothing is here", "Look at the address.");
      }
    } catch (Problem problem) {
      if (!problem.code().equals("unknown_request")) {
        throw problem;
      }
      Visitors.redirect(response, PATH);
      return;
    }
    Visitors.redirect(response, PATH + "?done=" + answer + "ed");
  }

  private void follow(ServerRequest request, ServerResponse response) {
    ActorId actor = actor(request);
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Typed typed = new Typed(form.text("handle"), "");
    if (form.stale()) {
      showStale(request, response, typed);
      return;
    }
    try {
      social.followings().follow(actor, typed.follow());
    } catch (Problem problem) {
      String why =
          switch (problem.code()) {
            case "unknown_actor", "same_node", "blocked", "unreachable" ->
                frame.text("fedi.follow.bad." + problem.code());
            default -> throw problem;
          };
      Status status = Status.create(problem.status());
      show(request, response, status, typed, Map.of("handle", why), null);
      return;
    }
    Visitors.redirect(response, PATH + "?done=followed");
  }

  private void unfollow(ServerRequest request, ServerResponse response) {
    ActorId actor = actor(request);
    if (visitors.form(request).stale()) {
      showStale(request, response, Typed.NOTHING);
      return;
    }
    try {
      social.followings().unfollow(actor, id(request));
    } catch (Problem problem) {
      if (!problem.code().equals("not_following")) {
        throw problem;
      }
      Visitors.redirect(response, PATH);
      return;
    }
    Visitors.redirect(response, PATH + "?done=unfollowed");
  }
}
