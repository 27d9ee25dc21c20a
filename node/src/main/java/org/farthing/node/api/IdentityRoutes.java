package org.farthing.node.api;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.farthing.node.account.MemberId;
import org.farthing.node.identity.Identities;
import org.farthing.node.identity.Identity;
import org.farthing.node.identity.IdentityKind;
import org.farthing.node.identity.Snippet;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;

/** Who a member is elsewhere: added, proved, listed, removed. */
final class IdentityRoutes implements HttpService {

  private static final String PATH = "/api/v1/identities";
  private static final Set<String> KINDS =
      Arrays.stream(IdentityKind.values())
          .map(IdentityKind::code)
          .collect(Collectors.toUnmodifiableSet());

  private final Bearers bearers;
  private final Identities identities;

  IdentityRoutes(Bearers bearers, Identities identities) {
    this.bearers = bearers;
    this.identities = identities;
  }

  @Override
  public void routing(HttpRules rules) {
    rules
        .post(PATH, this::add)
        .get(PATH, this::list)
        .any(PATH, HttpServer.only("GET", "POST"))
        .delete(PATH + "/{id}", this::remove)
        .any(PATH + "/{id}", HttpServer.only("DELETE"))
        .post(PATH + "/{id}/check", this::check)
        .any(PATH + "/{id}/check", HttpServer.only("POST"));
  }

  /** Exactly one of {@code actor}, {@code site} and {@code url}. */
  private void add(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    JsonRequest body = JsonRequest.read(request, KINDS);
    List<IdentityKind> named =
        Arrays.stream(IdentityKind.values())
            .filter(kind -> body.optionalText(kind.code()).isPresent())
            .toList();
    if (named.size() != 1) {
      throw new Problem(
          400, "malformed_identity", "Name one thing", "Send one of actor, site and url.");
    }
    IdentityKind kind = named.getFirst();
    Identity added = identities.add(member, kind, body.text(kind.code()));
    response.header(HeaderNames.LOCATION, PATH + "/" + added.id());
    Answers.send(response, Status.CREATED_201, answer(added));
  }

  private void list(ServerRequest request, ServerResponse response) {
    List<Answers.Identity> all =
        identities.of(bearers.member(request)).stream().map(this::answer).toList();
    Answers.send(response, Status.OK_200, new Answers.IdentityList(all));
  }

  private void check(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    Answers.send(response, Status.OK_200, answer(identities.check(member, id(request))));
  }

  private void remove(ServerRequest request, ServerResponse response) {
    MemberId member = bearers.member(request);
    Answers.send(response, Status.OK_200, answer(identities.remove(member, id(request))));
  }

  private Answers.Identity answer(Identity identity) {
    Snippet snippet = Snippet.of(identity.kind(), identities.profile(identity.member()));
    return new Answers.Identity(
        Long.toString(identity.id()),
        identity.kind().code(),
        identity.value().toString(),
        identity.state().code(),
        identity.howOrNull(),
        identity.provedAt().map(Instant::toString).orElse(null),
        identity.checkedAt().map(Instant::toString).orElse(null),
        identity.failures(),
        identity.faultOrNull(),
        snippet.text(),
        snippet.advice());
  }

  private static long id(ServerRequest request) {
    try {
      return Long.parseLong(request.path().pathParameters().get("id"));
    } catch (NumberFormatException e) {
      throw new Problem(400, "malformed_id", "Not an id", "An identity's id is a number.");
    }
  }
}
