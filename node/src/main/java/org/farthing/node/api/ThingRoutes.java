package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.publication.Content;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.Publications;
import org.farthing.protocol.activity.Origin;
import org.jspecify.annotations.Nullable;

/** A creator's things: register, publish, list, change and withdraw. */
final class ThingRoutes implements HttpService {

  private static final String PATH = "/api/v1/things";
  private static final int MOST_THINGS = 100;
  private static final Set<String> NEW_FIELDS =
      Set.of("url", "title", "text", "summary", "tags", "language", "image", "alt", "listed");
  private static final Set<String> FIELDS =
      Set.of("title", "text", "summary", "tags", "language", "image", "alt", "listed", "pinned");

  private final Bearers bearers;
  private final Members members;
  private final Publications publications;
  private final ThingAddresses addresses;

  ThingRoutes(Origin origin, Bearers bearers, Members members, Publications publications) {
    this.bearers = bearers;
    this.members = members;
    this.publications = publications;
    this.addresses = new ThingAddresses(origin);
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::add)
        .get(PATH, this::list)
        .any(PATH, HttpServer.only("GET", "POST"))
        .get(PATH + "/{id}", this::show)
        .patch(PATH + "/{id}", this::change)
        .delete(PATH + "/{id}", this::withdraw)
        .any(PATH + "/{id}", HttpServer.only("GET", "PATCH", "DELETE"));
  }

  private Member member(ServerRequest request) {
    return members.find(bearers.member(request)).orElseThrow();
  }

  /** With an address it is registered, with a text published. A repetition changes nothing. */
  private void add(ServerRequest request, ServerResponse response) {
    Member creator = member(request);
    JsonRequest body = JsonRequest.read(request, NEW_FIELDS);
    Publications.Entered entered = enter(creator, body);
    response.header(HeaderNames.LOCATION, addresses.of(entered.publication().id()));
    Answers.send(
        response,
        entered.isNew() ? Status.CREATED_201 : Status.OK_200,
        answer(entered.publication()));
  }

  private Publications.Entered enter(Member creator, JsonRequest body) {
    Content content = content(body, Content.titled(""));
    return content.textOrNull() == null || body.has("url")
        ? publications.register(creator, body.url("url"), content)
        : publications.publish(creator, content);
  }

  private static Content content(JsonRequest body, Content before) {
    return new Content(
        Objects.requireNonNullElse(body.merged("title", before.title()), ""),
        body.merged("text", before.textOrNull()),
        body.merged("summary", before.summaryOrNull()),
        body.mergedList("tags", before.tags()),
        body.merged("language", before.languageOrNull()),
        body.merged("image", before.imageOrNull()),
        body.merged("alt", before.altOrNull()),
        body.optionalFlag("listed").orElse(before.listed()));
  }

  private void list(ServerRequest request, ServerResponse response) {
    Member creator = member(request);
    Optional<String> before = request.query().first("before").asOptional();
    @Nullable Long beforeId = before.map(ThingRoutes::id).orElse(null);
    List<Publication> things = publications.of(creator.id(), beforeId, MOST_THINGS + 1);
    List<Answers.Thing> shown = things.stream().limit(MOST_THINGS).map(this::answer).toList();
    Answers.send(
        response,
        Status.OK_200,
        new Answers.Things(shown, things.size() > MOST_THINGS ? shown.getLast().id() : null));
  }

  private void show(ServerRequest request, ServerResponse response) {
    Member creator = member(request);
    Publication thing =
        publications
            .find(id(request))
            .filter(it -> it.creator().id().equals(creator.id()) && it.withdrawnAt().isEmpty())
            .orElseThrow(
                () ->
                    new Problem(
                        404, "unknown_thing", "Unknown thing", "No thing of yours has this id."));
    Answers.send(response, Status.OK_200, answer(thing));
  }

  /** As RFC 7396 has it: what is not named stays, null takes away. */
  private void change(ServerRequest request, ServerResponse response) {
    Member creator = member(request);
    JsonRequest body = JsonRequest.read(request, FIELDS);
    @Nullable Boolean pinned = body.optionalFlag("pinned").orElse(null);
    Publication changed =
        publications.change(
            creator, id(request), new Publications.Change(before -> content(body, before), pinned));
    Answers.send(response, Status.OK_200, answer(changed));
  }

  private void withdraw(ServerRequest request, ServerResponse response) {
    Publication thing = publications.withdraw(member(request), id(request));
    Answers.send(
        response,
        Status.OK_200,
        new Answers.Withdrawn(Long.toString(thing.id()), thing.url(), "withdrawn"));
  }

  private static long id(ServerRequest request) {
    return id(request.path().pathParameters().get("id"));
  }

  private static long id(String text) {
    return ThingAddresses.thingIn("/things/" + text)
        .orElseThrow(
            () ->
                new Problem(
                    400, "malformed_id", "Not an id", "The id of a thing is a whole number."));
  }

  private Answers.Thing answer(Publication thing) {
    Content content = thing.content();
    return new Answers.Thing(
        Long.toString(thing.id()),
        thing.url(),
        content.title(),
        addresses.of(thing.id()),
        content.textOrNull(),
        content.summaryOrNull(),
        content.tags(),
        content.languageOrNull(),
        content.imageOrNull(),
        content.altOrNull(),
        content.listed(),
        thing.pinned(),
        thing.publishedAt().toString(),
        thing.updatedAt().map(Object::toString).orElse(null));
  }
}
