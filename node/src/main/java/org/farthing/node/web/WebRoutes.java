package org.farthing.node.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActivityMedia;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.ProvenLinks;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Creator;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.Things;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.protocol.message.NodePolicy;
import org.farthing.protocol.money.CurrencyUnit;

/** The public pages. */
public final class WebRoutes implements HttpService {

  private static final int MOST_THINGS = 100;
  private static final Pattern THING_ID = Pattern.compile("[1-9][0-9]{0,17}");

  private final LocalIds ids;
  private final Members members;
  private final ProvenLinks provenLinks;
  private final Things things;
  private final OwnPolicies policies;
  private final PublicFigures figures;
  private final Assets assets = new Assets();
  private final Pages pages;
  private final SetUpRoutes setUp;

  /**
   * @param noRealMoney whether nothing here costs or pays anything
   */
  public WebRoutes(
      Database database,
      LocalIds ids,
      Members members,
      ProvenLinks provenLinks,
      ApiTokens tokens,
      Things things,
      OwnPolicies policies,
      PublicFigures figures,
      CurrencyUnit currency,
      boolean noRealMoney) {
    this.ids = ids;
    this.members = members;
    this.provenLinks = provenLinks;
    this.things = things;
    this.policies = policies;
    this.figures = figures;
    this.pages = new Pages(ids.origin().authority(), currency, noRealMoney, assets);
    this.setUp = new SetUpRoutes(database, ids, members, tokens, pages);
  }

  /** How errors are shown to people. */
  public ErrorPage errorPage() {
    return pages;
  }

  @Override
  public void routing(HttpRules rules) {
    page(rules, "/", this::landing);
    page(rules, "/about/fees", this::fees);
    page(rules, "/things/{id}", this::thing);
    rules.register(assets, setUp);
  }

  private static void page(HttpRules rules, String path, Handler handler) {
    rules.get(path, handler).head(path, handler).any(path, HttpServer.only("GET", "HEAD"));
  }

  private void landing(ServerRequest request, ServerResponse response) {
    NodePolicy policy = policies.of(figures.month());
    pages.send(
        response,
        new Page.Landing(
            pages.frame(),
            figures.now(),
            policy.feeBasisPoints(),
            policy.minimumBudgetMicros(),
            policy.giveToGet()));
  }

  private void fees(ServerRequest request, ServerResponse response) {
    NodePolicy policy = policies.of(figures.month());
    pages.send(
        response,
        new Page.Fees(
            pages.frame(),
            policy.feeBasisPoints(),
            policy.minimumBudgetMicros(),
            policy.effectiveFrom()));
  }

  /** A member's page: what {@code /users/{name}} shows to people. */
  public void member(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    Member member = members.find(name).orElseThrow(() -> noSuchMember(name));
    ActorProfile profile = members.member(name).orElseThrow(() -> noSuchMember(name)).profile();
    List<Thing> newest = things.of(member.id(), MOST_THINGS + 1);
    pages.send(
        response,
        new Page.Profile(
            pages.frame(),
            member.name(),
            member.displayName(),
            ids.member(member.name()).toString(),
            member.createdAt(),
            profile,
            provenLinks.actors(name),
            newest.stream().limit(MOST_THINGS).map(WebRoutes::listed).toList(),
            newest.size() > MOST_THINGS));
  }

  private Problem noSuchMember(String name) {
    return members.leftAt(name).isPresent()
        ? new Problem(410, "left", "This member has left", "Nobody else gets their name.")
        : new Problem(
            404,
            "unknown_member",
            "There is no such member here",
            "Names are written in small letters; perhaps one is mistyped.");
  }

  private static Page.Listed listed(Thing thing) {
    return new Page.Listed(thing.id(), thing.url(), thing.titleOrNull());
  }

  private void thing(ServerRequest request, ServerResponse response) {
    response.header(HeaderNames.VARY, "Accept");
    String id = request.path().pathParameters().get("id");
    if (!THING_ID.matcher(id).matches()) {
      throw noSuchThing();
    }
    Thing thing = things.find(Long.parseLong(id)).orElseThrow(WebRoutes::noSuchThing);
    Member creator =
        thing
            .creator()
            .flatMap(Creator::member)
            .flatMap(members::find)
            .orElseThrow(WebRoutes::noSuchThing);
    if (ActivityMedia.isWanted(request.headers().acceptedTypes())) {
      response.header(HeaderNames.CONTENT_TYPE, ActivityMedia.TYPE);
      response.send(
          ThingDocument.of(idOf(thing), thing, ids.member(creator.name()), figures.addedAt(thing)));
    } else {
      pages.send(response, page(thing, creator));
    }
  }

  private Page.OfThing page(Thing thing, Member creator) {
    return new Page.OfThing(
        pages.frame(),
        idOf(thing),
        thing.url(),
        thing.titleOrNull(),
        creator.name(),
        creator.displayName(),
        figures.addedAt(thing),
        figures.month(),
        figures.counted(thing));
  }

  private String idOf(Thing thing) {
    return ids.origin().resolve("/things/" + thing.id()).toString();
  }

  /** Things of creators elsewhere have their page there; what is nobody's yet has none. */
  private static Problem noSuchThing() {
    return new Problem(
        404,
        "unknown_thing",
        "There is no such thing here",
        "Only things of this node’s own creators have a page here.");
  }
}
