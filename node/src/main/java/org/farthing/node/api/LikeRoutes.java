package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.MemberId;
import org.farthing.node.flattr.LinkedLike;
import org.farthing.node.flattr.LinkedLikes;
import org.farthing.node.platform.http.HttpServer;
import org.jspecify.annotations.Nullable;

/** Whether what a member likes elsewhere is a flattr, and what became of it. */
public final class LikeRoutes implements HttpService {

  private static final String PATH = "/api/v1/likes";
  private static final int PAGE = 50;

  private final Bearers bearers;
  private final LinkedLikes likes;

  public LikeRoutes(ApiTokens tokens, LinkedLikes likes) {
    this.bearers = new Bearers(tokens);
    this.likes = likes;
  }

  /**
   * @param next what to ask for the following page with, as {@code before}; left out on the last
   */
  public record Likes(boolean likesAreFlattrs, List<Like> items, @Nullable String next) {}

  /**
   * @param flattr its id, where it became one
   * @param code why it did not
   */
  public record Like(
      String id,
      String actor,
      String object,
      String receivedAt,
      String state,
      @Nullable String flattr,
      @Nullable String code) {}

  public record Choice(boolean likesAreFlattrs) {}

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::list).put(PATH, this::choose).any(PATH, HttpServer.only("GET", "PUT"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    List<LinkedLike> page = likes.of(member, SocialRoutes.before(request), PAGE);
    @Nullable String next = page.size() < PAGE ? null : Long.toString(page.getLast().sequence());
    Answers.send(
        response,
        Status.OK_200,
        new Likes(likes.isChosen(member), page.stream().map(LikeRoutes::like).toList(), next));
  }

  private static Like like(LinkedLike like) {
    return new Like(
        like.id().toString(),
        like.actor().toString(),
        like.object(),
        like.receivedAt().toString(),
        like.state().name().toLowerCase(Locale.ROOT),
        like.state() == LinkedLike.State.FLATTR ? like.flattr().uuid().toString() : null,
        like.codeOrNull());
  }

  private void choose(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    boolean chosen =
        JsonRequest.read(request, Set.of("likesAreFlattrs"))
            .optionalFlag("likesAreFlattrs")
            .orElseThrow(() -> JsonRequest.malformed("likesAreFlattrs", "Say true or false."));
    likes.choose(member, chosen);
    Answers.send(response, Status.OK_200, new Choice(chosen));
  }
}
