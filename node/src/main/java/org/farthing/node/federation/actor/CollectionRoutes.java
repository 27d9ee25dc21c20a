package org.farthing.node.federation.actor;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.activity.ActorId;
import org.farthing.protocol.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The collections of this node's actors, page by page: {@code /users/alice/followers} says how many
 * there are and where the first page is, and each page where the next one is.
 */
final class CollectionRoutes implements HttpService {

  /** What every actor has, whether or not something is in it. */
  static final List<String> NAMES =
      List.of("outbox", "followers", "following", "liked", "featured");

  private static final int MOST_ON_A_PAGE = 40;

  /** Some servers read of this one only what stands in the collection itself. */
  private static final String ALSO_INLINE = "featured";

  private static final Pattern CURSOR = Pattern.compile("[1-9][0-9]{0,17}");

  private final LocalIds ids;
  private final LocalActors members;
  private final Map<String, ActorCollection> collections;

  CollectionRoutes(LocalIds ids, LocalActors members, List<ActorCollection> collections) {
    this.ids = ids;
    this.members = members;
    this.collections =
        collections.stream().collect(Collectors.toMap(ActorCollection::name, Function.identity()));
  }

  @Override
  public void routing(HttpRules rules) {
    for (String name : NAMES) {
      ActorCollection collection = collections.getOrDefault(name, new Empty(name));
      ActorRoutes.read(
          rules,
          "/actor/" + name,
          (request, response) -> answer(request, response, collection, ids.node()));
      ActorRoutes.read(
          rules,
          "/users/{name}/" + name,
          (request, response) -> ofMember(request, response, collection));
    }
  }

  private void ofMember(
      ServerRequest request, ServerResponse response, ActorCollection collection) {
    String name = ActorRoutes.name(request);
    if (members.member(name).isPresent()) {
      answer(request, response, collection, ids.member(name));
      return;
    }
    Optional<Instant> left = members.leftAt(name);
    if (left.isPresent()) {
      URI id = LocalIds.part(ids.member(name), collection.name());
      DocumentAnswer.gone(response, id, "OrderedCollection", left.get());
    } else {
      response.status(Status.NOT_FOUND_404).send();
    }
  }

  private static void answer(
      ServerRequest request, ServerResponse response, ActorCollection collection, ActorId owner) {
    Optional<String> before = request.query().first("before").asOptional();
    boolean isPage = before.isPresent() || request.query().contains("page");
    Long cursor = before.map(CollectionRoutes::cursor).orElse(null);
    DocumentAnswer.send(
        request, response, isPage ? page(collection, owner, cursor) : whole(collection, owner));
  }

  private static Long cursor(String text) {
    if (!CURSOR.matcher(text).matches()) {
      throw new Problem(
          400,
          "malformed_cursor",
          "Not where a page begins",
          "Follow 'first' and 'next' of the collection.");
    }
    return Long.valueOf(text);
  }

  private static JsonObject whole(ActorCollection collection, ActorId owner) {
    URI id = LocalIds.part(owner, collection.name());
    JsonObjectBuilder whole =
        begin(id, "OrderedCollection", collection.total(owner))
            .add("attributedTo", owner.toString())
            .add("first", id + "?page=true");
    if (collection.name().equals(ALSO_INLINE)) {
      whole.add("orderedItems", items(collection.page(owner, null, MOST_ON_A_PAGE)));
    }
    return whole.build();
  }

  private static JsonObject page(ActorCollection collection, ActorId owner, @Nullable Long before) {
    URI whole = LocalIds.part(owner, collection.name());
    ActorCollection.Slice slice = collection.page(owner, before, MOST_ON_A_PAGE);
    URI id = URI.create(whole + (before == null ? "?page=true" : "?before=" + before));
    JsonObjectBuilder page =
        begin(id, "OrderedCollectionPage", collection.total(owner)).add("partOf", whole.toString());
    if (slice.nextOrNull() != null) {
      page.add("next", whole + "?before=" + slice.nextOrNull());
    }
    return page.add("orderedItems", items(slice)).build();
  }

  private static JsonObjectBuilder begin(URI id, String type, OptionalLong total) {
    JsonObjectBuilder collection =
        Json.newObject()
            .add("@context", Context.ACTIVITY_STREAMS)
            .add("id", id.toString())
            .add("type", type);
    total.ifPresent(number -> collection.add("totalItems", number));
    return collection;
  }

  private static JsonArrayBuilder items(ActorCollection.Slice slice) {
    JsonArrayBuilder items = Json.newArray();
    slice.items().forEach(items::add);
    return items;
  }

  /** What nobody keeps anything for. */
  private record Empty(String name) implements ActorCollection {

    @Override
    public OptionalLong total(ActorId owner) {
      return OptionalLong.of(0);
    }

    @Override
    public Slice page(ActorId owner, @Nullable Long before, int most) {
      return new Slice(List.of(), null);
    }
  }
}
