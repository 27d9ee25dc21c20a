package org.farthing.node.publication;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActivitySigner;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/**
 * Things for servers: objects, their collections and what followers were sent of them. At a thing's
 * id, people get a page. Activities tell of a thing as it is now.
 */
public final class PublicationRoutes implements HttpService {

  private static final Pattern UPDATE = Pattern.compile("update-([1-9][0-9]{0,8})");

  private final LocalIds ids;
  private final Members members;
  private final Publications publications;
  private final ActivitySigner signer;
  private final Applause applause;
  private final Handler thingPage;
  private final PublicationWriter writer;
  private final AtomFeed feed;

  /**
   * @param thingPage answers {@code /things/{id}} to whoever does not ask for ActivityStreams; it
   *     is called for unknown and withdrawn things, too
   */
  public PublicationRoutes(
      LocalIds ids,
      Members members,
      Publications publications,
      ActivitySigner signer,
      Applause applause,
      Handler thingPage) {
    this.ids = ids;
    this.members = members;
    this.publications = publications;
    this.signer = signer;
    this.applause = applause;
    this.thingPage = thingPage;
    this.writer = new PublicationWriter(ids, applause);
    this.feed = new AtomFeed(ids);
  }

  @Override
  public void routing(HttpRules rules) {
    get(rules, "/things/{id}", this::thing);
    get(rules, "/things/{id}/activities/{activity}", this::activity);
    get(rules, "/things/{id}/likes", (request, response) -> send(response, likes(request)));
    get(rules, "/things/{id}/shares", (request, response) -> send(response, shares(request)));
    get(rules, "/things/{id}/replies", (request, response) -> send(response, replies(request)));
    get(rules, "/users/{name}/things.atom", this::feed);
  }

  private static void get(HttpRules rules, String path, Handler handler) {
    rules.get(path, handler).head(path, handler).any(path, HttpServer.only("GET", "HEAD"));
  }

  private void thing(ServerRequest request, ServerResponse response) throws Exception {
    response.header(HeaderNames.VARY, "Accept");
    if (!ActivityMedia.isWanted(request.headers().acceptedTypes())) {
      thingPage.handle(request, response);
      return;
    }
    Publication thing = publication(request);
    if (thing.withdrawnAt().isPresent()) {
      response.status(Status.GONE_410);
      send(response, writer.tombstone(thing));
    } else {
      send(response, writer.object(thing));
    }
  }

  private void activity(ServerRequest request, ServerResponse response) {
    Publication thing = publication(request);
    String name = request.path().pathParameters().get("activity");
    boolean withdrawn = thing.withdrawnAt().isPresent();
    JsonObject activity;
    if (name.equals("delete") && withdrawn) {
      activity = writer.delete(thing);
    } else if (name.equals("create") && !withdrawn) {
      activity = writer.create(thing);
    } else if (isUpdateOf(thing, name) && !withdrawn) {
      activity = writer.update(thing);
    } else {
      throw withdrawn ? gone() : unknown();
    }
    send(response, signer.sign(activity, ids.member(thing.creator().name())));
  }

  /** Of the updates only the last: it tells all that those before it told. */
  private static boolean isUpdateOf(Publication thing, String name) {
    return UPDATE.matcher(name).matches() && name.equals(PublicationWriter.updateName(thing));
  }

  private JsonObject likes(ServerRequest request) {
    Publication thing = standing(request);
    return writer.collection(thing, "likes", counts(thing).likes());
  }

  private JsonObject shares(ServerRequest request) {
    Publication thing = standing(request);
    return writer.collection(thing, "shares", counts(thing).shares());
  }

  private JsonObject replies(ServerRequest request) {
    Publication thing = standing(request);
    return writer.collection(thing, "replies", counts(thing).replies());
  }

  private Applause.Counts counts(Publication thing) {
    return applause.of(URI.create(new ThingAddresses(ids.origin()).of(thing.id())));
  }

  private void feed(ServerRequest request, ServerResponse response) {
    Member member =
        members
            .find(request.path().pathParameters().get("name"))
            .orElseThrow(
                () ->
                    new Problem(
                        404,
                        "unknown_member",
                        "There is no such member here",
                        "Names are written in small letters; perhaps one is mistyped."));
    feed.of(member, publications.listed(member.id(), null, null, AtomFeed.MOST_ENTRIES))
        .answer(request, response);
  }

  private Publication publication(ServerRequest request) {
    OptionalLong id =
        ThingAddresses.thingIn("/things/" + request.path().pathParameters().get("id"));
    if (id.isEmpty()) {
      throw unknown();
    }
    return publications.find(id.getAsLong()).orElseThrow(PublicationRoutes::unknown);
  }

  private Publication standing(ServerRequest request) {
    Publication thing = publication(request);
    if (thing.withdrawnAt().isPresent()) {
      throw gone();
    }
    return thing;
  }

  private static void send(ServerResponse response, JsonObject document) {
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(document.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Things of creators elsewhere have their page there; what is nobody's yet has none. */
  public static Problem unknown() {
    return new Problem(
        404,
        "unknown_thing",
        "There is no such thing here",
        "Only things of this node’s own creators have a page here.");
  }

  /** What is said of a thing once it is withdrawn. */
  public static Problem gone() {
    return new Problem(
        410,
        "withdrawn",
        "This was withdrawn",
        "Its creator has withdrawn it. Flattrs that it had stay.");
  }
}
