package org.farthing.node.web.fediverse;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.FlattrId;
import org.farthing.node.look.Frame;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Form;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.OwnReaction;
import org.farthing.node.social.OwnReactions;
import org.farthing.node.web.fediverse.FediverseView.Typed;
import org.farthing.protocol.activity.ActorId;

/**
 * A member likes and boosts a post elsewhere, and takes it back. A form that stands on the page of
 * a flattr names that flattr, and leads back there.
 */
final class ReactionForms implements HttpService {

  private static final String PATH = FediverseRoutes.PATH + "/reactions";

  private final LocalIds ids;
  private final Visitors visitors;
  private final OwnReactions reactions;
  private final FediverseRoutes page;

  ReactionForms(LocalIds ids, Visitors visitors, OwnReactions reactions, FediverseRoutes page) {
    this.ids = ids;
    this.visitors = visitors;
    this.reactions = reactions;
    this.page = page;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::say)
        .any(PATH, HttpServer.only("POST"))
        .post(PATH + "/{id}/undo", this::takeBack)
        .any(PATH + "/{id}/undo", HttpServer.only("POST"));
  }

  private void say(ServerRequest request, ServerResponse response) {
    ActorId actor = ids.member(visitors.require(request).name());
    Form form = visitors.form(request);
    Frame frame = visitors.frame(request);
    Typed typed = new Typed("", form.text("url"));
    if (form.stale()) {
      page.showStale(request, response, typed);
      return;
    }
    OwnReaction.Kind kind = OwnReaction.Kind.of(form.text("kind")).orElse(OwnReaction.Kind.LIKE);
    try {
      reactions.say(actor, kind, typed.url());
    } catch (Problem problem) {
      Status status = Status.create(problem.status());
      page.show(request, response, status, typed, Map.of("url", reason(frame, problem)), null);
      return;
    }
    Visitors.redirect(response, back(form, kind.lowerCase()));
  }

  private static String reason(Frame frame, Problem problem) {
    return switch (problem.code()) {
      case "malformed_url",
          "unknown_post",
          "same_node",
          "server_blocked",
          "blocked",
          "not_public",
          "unreachable" ->
          frame.text("fedi.say.bad." + problem.code());
      default -> throw problem;
    };
  }

  private void takeBack(ServerRequest request, ServerResponse response) {
    ActorId actor = ids.member(visitors.require(request).name());
    Form form = visitors.form(request);
    if (form.stale()) {
      page.showStale(request, response, Typed.NOTHING);
      return;
    }
    boolean _ = reactions.takeBack(actor, FediverseRoutes.id(request));
    Visitors.redirect(response, back(form, "undone"));
  }

  private static String back(Form form, String done) {
    return FlattrId.parse(form.text("flattr"))
        .map(flattr -> "/me/flattrs/" + flattr + "#fediverse")
        .orElse(FediverseRoutes.PATH + "?done=" + done);
  }
}
