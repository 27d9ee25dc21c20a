package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.social.Flags;
import org.farthing.node.social.Follower;
import org.farthing.node.social.Following;
import org.farthing.node.social.Posts;
import org.farthing.node.social.Reactions;
import org.farthing.node.social.Social;
import org.farthing.node.social.UnknownActivities;
import org.farthing.protocol.activity.ActorId;
import org.jspecify.annotations.Nullable;

/** Following, applause and answers; and for the admin what was reported and what is not known. */
public final class SocialRoutes implements HttpService {

  private static final String API = "/api/v1/";
  private static final int PAGE = 50;

  private final LocalIds ids;
  private final Bearers bearers;
  private final Members members;
  private final Social social;

  public SocialRoutes(LocalIds ids, ApiTokens tokens, Members members, Social social) {
    this.ids = ids;
    this.bearers = new Bearers(tokens);
    this.members = members;
    this.social = social;
  }

  /** Somebody who follows, is followed, or asks to. */
  public record Relation(String id, String actor, String state, String since) {}

  /**
   * A page of something.
   *
   * @param next what to ask for the following page with, as {@code before}; left out on the last
   */
  public record Page<T>(List<T> items, @Nullable String next) {}

  /** How often something was liked, boosted, reacted to with an emoji, and answered. */
  public record Applause(long likes, long announces, long emoji, long answers) {}

  /**
   * @param content HTML, cleaned
   * @param inReplyTo what of this node it answers
   */
  public record Post(
      String id,
      String url,
      String author,
      String kind,
      @Nullable String title,
      String content,
      @Nullable String inReplyTo,
      @Nullable String published,
      String receivedAt) {}

  /**
   * @param comment plain text
   * @param objects ids of actors and posts
   */
  public record Report(
      String id, String actor, String comment, List<String> objects, String receivedAt) {}

  public record Count(String type, long number) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(API + "followers", this::followers)
        .any(API + "followers", HttpServer.only("GET"))
        .get(API + "follow-requests", this::requests)
        .any(API + "follow-requests", HttpServer.only("GET"))
        .post(API + "follow-requests/{id}/accept", this::accept)
        .post(API + "follow-requests/{id}/reject", this::reject)
        .get(API + "following", this::following)
        .post(API + "following", this::follow)
        .any(API + "following", HttpServer.only("GET", "POST"))
        .delete(API + "following/{id}", this::unfollow)
        .any(API + "following/{id}", HttpServer.only("DELETE"))
        .get(API + "mentions", this::mentions)
        .any(API + "mentions", HttpServer.only("GET"))
        .get(API + "applause", this::applause)
        .any(API + "applause", HttpServer.only("GET"))
        .get(API + "answers", this::answers)
        .any(API + "answers", HttpServer.only("GET"))
        .get(API + "admin/flags", this::flags)
        .any(API + "admin/flags", HttpServer.only("GET"))
        .get(API + "admin/unknown-activities", this::unknown)
        .any(API + "admin/unknown-activities", HttpServer.only("GET"));
  }

  private void followers(ServerRequest request, ServerResponse response) {
    page(
        response,
        social.follows().of(actor(request), before(request), PAGE),
        SocialRoutes::relation,
        Follower::sequence);
  }

  private void requests(ServerRequest request, ServerResponse response) {
    page(
        response,
        social.follows().requests(actor(request), before(request), PAGE),
        SocialRoutes::relation,
        Follower::sequence);
  }

  private void accept(ServerRequest request, ServerResponse response) {
    Follower follower = social.follows().accept(actor(request), id(request));
    Answers.send(response, Status.OK_200, relation(follower, "accepted"));
  }

  private void reject(ServerRequest request, ServerResponse response) {
    Follower follower = social.follows().reject(actor(request), id(request));
    Answers.send(response, Status.OK_200, relation(follower, "rejected"));
  }

  private void following(ServerRequest request, ServerResponse response) {
    page(
        response,
        social.followings().of(actor(request), before(request), PAGE),
        SocialRoutes::relation,
        Following::sequence);
  }

  private void follow(ServerRequest request, ServerResponse response) {
    ActorId owner = actor(request);
    String handle = JsonRequest.read(request, Set.of("handle")).text("handle").strip();
    Following following = social.followings().follow(owner, handle);
    Answers.send(response, Status.CREATED_201, relation(following));
  }

  private void unfollow(ServerRequest request, ServerResponse response) {
    social.followings().unfollow(actor(request), id(request));
    response.status(Status.NO_CONTENT_204).send();
  }

  private void mentions(ServerRequest request, ServerResponse response) {
    page(
        response,
        social.posts().mentions(actor(request), before(request), PAGE),
        this::post,
        Posts.Stored::sequence);
  }

  /** For everybody: the thing's page says as much. */
  private void applause(ServerRequest request, ServerResponse response) {
    String object = object(request);
    Reactions.Applause applause = social.reactions().of(object);
    Answers.send(
        response,
        Status.OK_200,
        new Applause(
            applause.likes(),
            applause.announces(),
            applause.emoji(),
            social.posts().countAnswers(object)));
  }

  private void answers(ServerRequest request, ServerResponse response) {
    page(
        response,
        social.posts().answers(object(request), before(request), PAGE),
        this::post,
        Posts.Stored::sequence);
  }

  private void flags(ServerRequest request, ServerResponse response) {
    requireAdmin(request);
    page(
        response,
        social.flags().newest(before(request), PAGE),
        SocialRoutes::report,
        Flags.Flag::sequence);
  }

  private void unknown(ServerRequest request, ServerResponse response) {
    requireAdmin(request);
    List<UnknownActivities.Count> counts = social.unknown().all();
    Answers.send(
        response,
        Status.OK_200,
        new Page<>(
            counts.stream().map(each -> new Count(each.type(), each.number())).toList(), null));
  }

  private void requireAdmin(ServerRequest request) {
    if (!bearers.isAdmin(request)) {
      throw new Problem(403, "admin_only", "Only for the admin", "Use the admin’s token.");
    }
  }

  private ActorId actor(ServerRequest request) {
    return ids.member(members.find(bearers.member(request)).orElseThrow().name());
  }

  private static <T, A> void page(
      ServerResponse response, List<T> page, Function<T, A> form, Function<T, Long> sequence) {
    String next = page.size() < PAGE ? null : String.valueOf(sequence.apply(page.getLast()));
    Answers.send(response, Status.OK_200, new Page<>(page.stream().map(form).toList(), next));
  }

  private static Relation relation(Follower follower) {
    return relation(follower, follower.accepted() ? "accepted" : "requested");
  }

  private static Relation relation(Follower follower, String state) {
    return new Relation(
        Long.toString(follower.sequence()),
        follower.actor().toString(),
        state,
        follower.since().toString());
  }

  private static Relation relation(Following following) {
    return new Relation(
        Long.toString(following.sequence()),
        following.actor().toString(),
        following.accepted() ? "accepted" : "requested",
        following.since().toString());
  }

  private Post post(Posts.Stored stored) {
    var post = stored.post();
    return new Post(
        post.id().toString(),
        post.page().toString(),
        post.author().toString(),
        post.kind().lowerCase(),
        post.titleOrNull(),
        post.content(),
        post.inReplyToOrNull() == null ? null : ids.origin() + post.inReplyToOrNull(),
        post.publishedOrNull() == null ? null : post.publishedOrNull().toString(),
        stored.receivedAt().toString());
  }

  private static Report report(Flags.Flag flag) {
    return new Report(
        Long.toString(flag.sequence()),
        flag.actor().toString(),
        flag.comment(),
        flag.objects(),
        flag.receivedAt().toString());
  }

  private static String object(ServerRequest request) {
    return request
        .query()
        .first("object")
        .asOptional()
        .orElseThrow(
            () ->
                new Problem(
                    400,
                    "malformed_object",
                    "No object",
                    "Name something of this node by its address, as 'object'."));
  }

  static long id(ServerRequest request) {
    return number(request.path().pathParameters().get("id"));
  }

  static @Nullable Long before(ServerRequest request) {
    return request.query().first("before").asOptional().map(SocialRoutes::number).orElse(null);
  }

  private static long number(String text) {
    if (!text.matches("[0-9]{1,18}")) {
      throw new Problem(400, "malformed_id", "Not an id", "An id is a number here.");
    }
    return Long.parseLong(text);
  }
}
