package org.farthing.node.api;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.Set;
import org.farthing.node.account.Departures;
import org.farthing.node.account.MemberId;
import org.farthing.node.account.Moves;
import org.farthing.node.account.ProfileChange;
import org.farthing.node.account.Profiles;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalActor;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.activity.ActorId;

/** A member about themselves: what they show, that they move, that they leave. */
final class MeRoutes implements HttpService {

  private static final String PATH = "/api/v1/me";
  private static final String MOVE = PATH + "/move";
  private static final String LEAVE = PATH + "/leave";

  private static final Set<String> FIELDS =
      Set.of(
          "displayName",
          "bio",
          "fields",
          "alsoKnownAs",
          "icon",
          "image",
          "discoverable",
          "indexable",
          "approvesFollowers",
          "showsFollows",
          "showsFlattrs");

  private final LocalIds ids;
  private final Bearers bearers;
  private final Profiles profiles;
  private final Moves moves;
  private final Departures departures;

  MeRoutes(LocalIds ids, Bearers bearers, Profiles profiles, Moves moves, Departures departures) {
    this.ids = ids;
    this.bearers = bearers;
    this.profiles = profiles;
    this.moves = moves;
    this.departures = departures;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .get(PATH, (request, response) -> answer(response, profiles.of(bearers.member(request))))
        .patch(PATH, this::change)
        .any(PATH, HttpServer.only("GET", "PATCH"))
        .post(MOVE, this::move)
        .any(MOVE, HttpServer.only("POST"))
        .post(LEAVE, this::leave)
        .any(LEAVE, HttpServer.only("POST"));
  }

  private void change(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    JsonRequest body = JsonRequest.read(request, FIELDS);
    ProfileChange change =
        new ProfileChange(
            body.optionalText("displayName").orElse(null),
            body.optionalTextOrEmpty("bio").orElse(null),
            body.optionalObjects("fields", Set.of("name", "value"))
                .map(
                    all ->
                        all.stream()
                            .map(
                                each ->
                                    new ActorProfile.Field(
                                        each.getString("name"), each.getString("value")))
                            .toList())
                .orElse(null),
            body.optionalTexts("alsoKnownAs").orElse(null),
            body.optionalTextOrEmpty("icon").orElse(null),
            body.optionalTextOrEmpty("image").orElse(null),
            body.optionalFlag("discoverable").orElse(null),
            body.optionalFlag("indexable").orElse(null),
            body.optionalFlag("approvesFollowers").orElse(null),
            body.optionalFlag("showsFollows").orElse(null),
            body.optionalFlag("showsFlattrs").orElse(null));
    answer(response, profiles.change(member, change));
  }

  private void move(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    String target = JsonRequest.read(request, Set.of("target")).text("target");
    answer(response, moves.move(member, target));
  }

  /** The name is asked for, so that nobody leaves by a slip of a program. */
  private void leave(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    String name = JsonRequest.read(request, Set.of("name")).text("name");
    if (!profiles.of(member).name().equals(name)) {
      throw JsonRequest.malformed("name", "Say the name of the account that is to be deleted.");
    }
    departures.leave(member);
    response.status(Status.NO_CONTENT_204).send();
  }

  private void answer(ServerResponse response, LocalActor member) {
    ActorProfile profile = member.profile();
    Answers.send(
        response,
        Status.OK_200,
        new Answers.Me(
            member.name(),
            ids.member(member.name()).toString(),
            member.displayName(),
            profile.bio(),
            profile.fields().stream()
                .map(each -> new Answers.Field(each.name(), each.value()))
                .toList(),
            profile.alsoKnownAs().stream().map(ActorId::toString).toList(),
            profile.movedTo().map(ActorId::toString).orElse(null),
            profile.icon().map(URI::toString).orElse(null),
            profile.image().map(URI::toString).orElse(null),
            profile.discoverable(),
            profile.indexable(),
            profile.approvesFollowers(),
            profile.showsFollows(),
            profile.showsFlattrs()));
  }
}
