package org.farthing.node.federation.actor;

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
import java.util.List;
import java.util.Optional;
import org.farthing.protocol.activity.ActorId;

/** The documents of this node's actors; at a member's id, people get a page. */
public final class ActorRoutes implements HttpService {

  private static final List<String> COLLECTIONS = List.of("outbox", "followers");

  private final LocalIds ids;
  private final LocalActors members;
  private final ActorKeys keys;
  private final KeyHistories histories;
  private final Handler memberPage;
  private final ActorWriter writer;

  /**
   * @param memberPage answers {@code /users/{name}} to whoever does not ask for ActivityStreams; it
   *     is called for unknown names, too
   */
  public ActorRoutes(
      LocalIds ids,
      LocalActors members,
      ActorKeys keys,
      KeyHistories histories,
      Handler memberPage) {
    this.ids = ids;
    this.members = members;
    this.keys = keys;
    this.histories = histories;
    this.memberPage = memberPage;
    this.writer = new ActorWriter(ids);
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get("/actor", (_, response) -> send(response, writer.node(keys.published(ids.node()))));
    rules.get("/actor/keys", (_, response) -> send(response, histories.signed(ids.node())));
    rules.get("/users/{name}", this::member);
    rules.get("/users/{name}/keys", this::keysOfMember);
    for (String collection : COLLECTIONS) {
      URI ofNode = LocalIds.part(ids.node(), collection);
      rules.get(ofNode.getPath(), (_, response) -> send(response, writer.emptyCollection(ofNode)));
      rules.get(
          "/users/{name}/" + collection,
          (request, response) -> collection(request, response, collection));
    }
  }

  private void member(ServerRequest request, ServerResponse response) throws Exception {
    response.header(HeaderNames.VARY, "Accept");
    if (!ActivityMedia.isWanted(request.headers().acceptedTypes())) {
      memberPage.handle(request, response);
      return;
    }
    Optional<LocalActor> member = members.member(request.path().pathParameters().get("name"));
    if (member.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    ActorId id = ids.member(member.get().name());
    send(response, writer.member(member.get(), keys.published(id)));
  }

  private void keysOfMember(ServerRequest request, ServerResponse response) {
    Optional<LocalActor> member = members.member(request.path().pathParameters().get("name"));
    if (member.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    send(response, histories.signed(ids.member(member.get().name())));
  }

  private void collection(ServerRequest request, ServerResponse response, String collection) {
    Optional<LocalActor> member = members.member(request.path().pathParameters().get("name"));
    if (member.isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    URI id = LocalIds.part(ids.member(member.get().name()), collection);
    send(response, writer.emptyCollection(id));
  }

  private static void send(ServerResponse response, JsonObject document) {
    response
        .header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE)
        .send(document.toString().getBytes(StandardCharsets.UTF_8));
  }
}
