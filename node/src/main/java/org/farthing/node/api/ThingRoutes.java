package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Set;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.Things;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.protocol.activity.Origin;

/** A creator's things. */
final class ThingRoutes implements HttpService {

  private static final String PATH = "/api/v1/things";
  private static final int LONGEST_TITLE = 300;

  private final Origin origin;
  private final Bearers bearers;
  private final Members members;
  private final Things things;

  ThingRoutes(Origin origin, Bearers bearers, Members members, Things things) {
    this.origin = origin;
    this.bearers = bearers;
    this.members = members;
    this.things = things;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.post(PATH, this::register).any(PATH, HttpServer.only("POST"));
  }

  /** A repetition answers as the first time; the first title stays. */
  private void register(ServerRequest request, ServerResponse response) {
    Member member = members.find(bearers.member(request)).orElseThrow();
    JsonRequest body = JsonRequest.read(request, Set.of("url", "title"));
    String url = body.url("url");
    String title = body.text("title").strip();
    if (title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
      throw JsonRequest.malformed(
          "title", "A title is one line of at most " + LONGEST_TITLE + " characters.");
    }
    Thing thing = things.register(url, title, member.id(), member.name());
    String page = origin.resolve("/things/" + thing.id()).toString();
    response.header(HeaderNames.LOCATION, page);
    Answers.send(
        response,
        Status.CREATED_201,
        new Answers.Thing(
            Long.toString(thing.id()), thing.url(), thing.title().orElse(title), page));
  }
}
