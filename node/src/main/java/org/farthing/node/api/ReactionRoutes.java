package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Set;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReactions;
import org.farthing.protocol.activity.ActorId;

/** What a member likes and boosts on other servers. */
public final class ReactionRoutes implements HttpService {

  private static final String PATH = "/api/v1/reactions";
  private static final int PAGE = 50;

  private final LocalIds ids;
  private final Bearers bearers;
  private final Members members;
  private final OwnReactions reactions;

  public ReactionRoutes(LocalIds ids, ApiTokens tokens, Members members, OwnReactions reactions) {
    this.ids = ids;
    this.bearers = new Bearers(tokens);
    this.members = members;
    this.reactions = reactions;
  }

  /**
   * @param object the post's id
   * @param url where people read it
   * @param activity the id by which others know that it was said
   */
  public record Reaction(
      String id,
      String kind,
      String object,
      String url,
      String author,
      String title,
      String activity,
      String since) {}

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, this::list)
        .post(PATH, this::say)
        .any(PATH, HttpServer.only("GET", "POST"))
        .delete(PATH + "/{id}", this::takeBack)
        .any(PATH + "/{id}", HttpServer.only("DELETE"));
  }

  private void list(ServerRequest request, ServerResponse response) {
    List<OwnReaction> page = reactions.of(actor(request), null, SocialRoutes.before(request), PAGE);
    String next = page.size() < PAGE ? null : Long.toString(page.getLast().sequence());
    Answers.send(
        response,
        Status.OK_200,
        new SocialRoutes.Page<>(page.stream().map(ReactionRoutes::reaction).toList(), next));
  }

  private void say(ServerRequest request, ServerResponse response) {
    ActorId owner = actor(request);
    JsonRequest body = JsonRequest.read(request, Set.of("url", "kind"));
    String url = body.text("url").strip();
    OwnReaction.Kind kind =
        OwnReaction.Kind.of(body.text("kind"))
            .orElseThrow(() -> JsonRequest.malformed("kind", "Say like or boost."));
    Answers.send(response, Status.CREATED_201, reaction(reactions.say(owner, kind, url)));
  }

  private void takeBack(ServerRequest request, ServerResponse response) {
    if (!reactions.takeBack(actor(request), SocialRoutes.id(request))) {
      throw new Problem(
          404, "unknown_reaction", "Nothing to take back", "You say nothing of this id.");
    }
    response.status(Status.NO_CONTENT_204).send();
  }

  private ActorId actor(ServerRequest request) {
    return ids.member(members.find(bearers.member(request)).orElseThrow().name());
  }

  private static Reaction reaction(OwnReaction said) {
    return new Reaction(
        Long.toString(said.sequence()),
        said.kind().lowerCase(),
        said.object().toString(),
        said.page().toString(),
        said.author().toString(),
        said.title(),
        said.activity().toString(),
        said.since().toString());
  }
}
