package org.farthing.node.web.widget;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.Things;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.Origin;
import org.farthing.protocol.json.Json;
import org.jsoup.nodes.Entities;

/** What other sites show in place of a link to a thing of a member here (oEmbed 1.0, JSON). */
final class OEmbedRoutes implements HttpService {

  private static final String PATH = "/oembed";
  private static final int CACHE_SECONDS = 3600;

  private final Members members;
  private final Things things;
  private final Counts counts;
  private final Origin origin;

  OEmbedRoutes(Members members, Things things, Counts counts, Origin origin) {
    this.members = members;
    this.things = things;
    this.counts = counts;
    this.origin = origin;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::embed).any(PATH, HttpServer.only("GET"));
  }

  private void embed(ServerRequest request, ServerResponse response) {
    StaticFile.openToAll(response);
    String format = request.query().first("format").asOptional().orElse("json");
    if (!format.equals("json")) {
      // As oEmbed asks for, of forms that are not offered.
      response.status(Status.NOT_IMPLEMENTED_501).send();
      return;
    }
    String url = request.query().first("url").asOptional().orElse("");
    Thing thing = things.find(url).filter(it -> !it.withdrawn()).orElseThrow(OEmbedRoutes::unknown);
    Member creator =
        thing
            .creator()
            .flatMap(Creator::member)
            .flatMap(members::find)
            .orElseThrow(OEmbedRoutes::unknown);
    response
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .header(HeaderNames.CACHE_CONTROL, "public, max-age=300")
        .send(document(thing, creator).toString().getBytes(StandardCharsets.UTF_8));
  }

  private JsonObject document(Thing thing, Member creator) {
    String title = thing.title().orElse(thing.url());
    Badge badge = new Badge(Badge.Theme.AUTO, counts.of(thing.url()));
    return Json.newObject()
        .add("version", "1.0")
        .add("type", "rich")
        .add("title", title)
        .add("author_name", creator.displayName())
        .add("author_url", origin + "/users/" + creator.name())
        .add("provider_name", origin.authority())
        .add("provider_url", origin + "/")
        .add("cache_age", CACHE_SECONDS)
        .add("html", html(thing, creator, title, badge))
        .add("width", badge.width())
        .add("height", Badge.HEIGHT)
        .build();
  }

  /** Without scripts, which hardly any site lets through. */
  private String html(Thing thing, Member creator, String title, Badge badge) {
    String handle = "@" + creator.name() + "@" + origin.authority();
    Wanted wanted = Wanted.of(thing.url(), title, handle, "", "");
    return "<a href=\"%s\"><img src=\"%s\" width=\"%d\" height=\"%d\" alt=\"%s\"></a>"
        .formatted(
            Entities.escape(origin + wanted.from()),
            Entities.escape(origin + BadgeRoutes.PATH + "?url=" + Wanted.encoded(thing.url())),
            badge.width(),
            Badge.HEIGHT,
            Entities.escape("Flattr: " + title));
  }

  private static Problem unknown() {
    return new Problem(
        404, "unknown_thing", "Unknown thing", "It is no thing of a member of this node.");
  }
}
