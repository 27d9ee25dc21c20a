package org.farthing.node.federation.actor;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.farthing.node.platform.http.HttpServer;

/**
 * The documents of this node's actors and of their collections; at a member's id, people get a
 * page. Nothing here asks for a signature.
 */
public final class ActorRoutes implements HttpService {

  private final LocalIds ids;
  private final LocalActors members;
  private final ActorDocuments documents;
  private final KeyHistories histories;
  private final Handler memberPage;
  private final CollectionRoutes collections;

  /**
   * @param collections at most one of each name; what is in none of them is empty
   * @param memberPage answers {@code /users/{name}} to whoever does not ask for ActivityStreams; it
   *     is called for unknown names, too
   */
  public ActorRoutes(
      LocalIds ids,
      LocalActors members,
      ActorDocuments documents,
      KeyHistories histories,
      List<ActorCollection> collections,
      Handler memberPage) {
    this.ids = ids;
    this.members = members;
    this.documents = documents;
    this.histories = histories;
    this.memberPage = memberPage;
    this.collections = new CollectionRoutes(ids, members, collections);
  }

  @Override
  public void routing(HttpRules rules) {
    read(
        rules,
        "/actor",
        (request, response) -> DocumentAnswer.send(request, response, documents.node()));
    read(
        rules,
        "/actor/keys",
        (_, response) -> DocumentAnswer.sendFresh(response, histories.signed(ids.node())));
    read(rules, "/users/{name}", this::member);
    read(rules, "/users/{name}/keys", this::keysOfMember);
    collections.routing(rules);
  }

  /** Also without the body. */
  static void read(HttpRules rules, String path, Handler handler) {
    rules.get(path, handler).head(path, handler).any(path, HttpServer.only("GET", "HEAD"));
  }

  private void member(ServerRequest request, ServerResponse response) throws Exception {
    if (!ActivityMedia.isWanted(request.headers().acceptedTypes())) {
      response.header(HeaderNames.VARY, "Accept");
      memberPage.handle(request, response);
      return;
    }
    String name = name(request);
    Optional<LocalActor> member = members.member(name);
    Optional<Instant> left = member.isPresent() ? Optional.empty() : members.leftAt(name);
    if (member.isPresent()) {
      DocumentAnswer.send(request, response, documents.member(member.get()));
    } else if (left.isPresent()) {
      DocumentAnswer.gone(response, ids.member(name).uri(), "Person", left.get());
    } else {
      response.header(HeaderNames.VARY, "Accept").status(Status.NOT_FOUND_404).send();
    }
  }

  /** Of who has left, too: what their keys signed stays evidence. */
  private void keysOfMember(ServerRequest request, ServerResponse response) {
    String name = name(request);
    if (members.member(name).isEmpty() && members.leftAt(name).isEmpty()) {
      response.status(Status.NOT_FOUND_404).send();
      return;
    }
    DocumentAnswer.sendFresh(response, histories.signed(ids.member(name)));
  }

  static String name(ServerRequest request) {
    return request.path().pathParameters().get("name");
  }
}
