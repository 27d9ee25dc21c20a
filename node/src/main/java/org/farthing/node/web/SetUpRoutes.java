package org.farthing.node.web;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.look.Frame;
import org.farthing.node.look.Pages;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.signin.Visitors;

/**
 * How a node gets its first member: by a link that works once. The link's token is what keeps other
 * sites from sending the form: they do not know it.
 */
final class SetUpRoutes implements HttpService {

  private static final String PATH = "/set-up";
  private static final String LABEL = "set-up";

  private final Database database;
  private final LocalIds ids;
  private final Members members;
  private final ApiTokens tokens;
  private final Pages pages;
  private final Visitors visitors;

  SetUpRoutes(
      Database database,
      LocalIds ids,
      Members members,
      ApiTokens tokens,
      Pages pages,
      Visitors visitors) {
    this.database = database;
    this.ids = ids;
    this.members = members;
    this.tokens = tokens;
    this.pages = pages;
    this.visitors = visitors;
  }

  @Override
  public void routing(HttpRules rules) {
    rules.get(PATH, this::form).post(PATH, this::setUp).any(PATH, HttpServer.only("GET", "POST"));
  }

  private void form(ServerRequest request, ServerResponse response) {
    requireNotSetUp(members.count());
    String token = request.query().first("token").asOptional().orElseThrow(SetUpRoutes::noLink);
    secret(response);
    pages.send(response, new Page.SetUp(visitors.frame(request), token, "", "", null));
  }

  private void setUp(ServerRequest request, ServerResponse response) {
    Parameters sent = request.content().as(Parameters.class);
    String token = sent.first("token").asOptional().orElseThrow(SetUpRoutes::noLink);
    String name = sent.first("name").asOptional().orElse("").strip();
    String shown = sent.first("display_name").asOptional().orElse("").strip();
    secret(response);
    Member member;
    try {
      member = create(token, name, shown.isEmpty() ? name : shown);
    } catch (Problem problem) {
      if (problem.status() != Status.BAD_REQUEST_400.code()) {
        throw problem;
      }
      Frame frame = visitors.frame(request);
      Page.SetUp form =
          new Page.SetUp(
              frame, token, name, shown, frame.refusal(problem.code(), problem.detail()));
      pages.send(response, Status.BAD_REQUEST_400, form);
      return;
    }
    Visitors.Welcomed welcomed = visitors.welcome(request, response, member);
    pages.send(
        response,
        new Page.SetUpDone(
            welcomed.frame(),
            member.name(),
            tokens.issueForAdmin(LABEL),
            tokens.issue(member.id(), LABEL),
            ids.origin().toString()));
  }

  /** A name that is refused leaves the link as good as it was. */
  private Member create(String token, String name, String displayName) {
    return database.write(
        tx -> {
          if (!tokens.redeemForSetUp(tx, token)) {
            requireNotSetUp(members.count(tx));
            throw noLink();
          }
          requireNotSetUp(members.count(tx));
          Member member = members.create(tx, name, displayName);
          members.setAdmin(tx, member.id(), true);
          return member;
        });
  }

  private static void requireNotSetUp(long members) {
    if (members > 0) {
      throw new Problem(
          409,
          "set_up_already",
          "This node is set up already",
          "It has its first member, so the set-up link does no more.");
    }
  }

  private static Problem noLink() {
    return new Problem(
        403,
        "no_set_up_link",
        "This link does not open the set-up",
        "It is used, older than a day, or not whole. Start the node again: it prints a new one.");
  }

  /** What is shown here stays in no cache and no referrer. */
  private static void secret(ServerResponse response) {
    response
        .header(HeaderNames.CACHE_CONTROL, "no-store")
        .header(HeaderNames.create("Referrer-Policy"), "no-referrer");
  }
}
