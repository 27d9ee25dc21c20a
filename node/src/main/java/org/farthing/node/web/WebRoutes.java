package org.farthing.node.web;

import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.farthing.node.account.ApiTokens;
import org.farthing.node.account.Member;
import org.farthing.node.account.Members;
import org.farthing.node.federation.actor.ActorProfile;
import org.farthing.node.federation.actor.LocalIds;
import org.farthing.node.federation.actor.ProvenLinks;
import org.farthing.node.figures.PublicFigures;
import org.farthing.node.flattr.Thing;
import org.farthing.node.flattr.ThingAddresses;
import org.farthing.node.flattr.Things;
import org.farthing.node.image.Images;
import org.farthing.node.look.Assets;
import org.farthing.node.look.Pages;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.platform.database.Database;
import org.farthing.node.platform.http.HttpServer;
import org.farthing.node.platform.http.Problem;
import org.farthing.node.publication.Applause;
import org.farthing.node.publication.Catalogue;
import org.farthing.node.publication.Publication;
import org.farthing.node.publication.PublicationRoutes;
import org.farthing.node.publication.Publications;
import org.farthing.node.signin.Registration;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.Followers;
import org.farthing.protocol.message.NodePolicy;

/** The public pages. */
public final class WebRoutes implements HttpService {

  private static final int MOST_THINGS = 100;

  private final LocalIds ids;
  private final Members members;
  private final ProvenLinks provenLinks;
  private final Things things;
  private final Publications publications;
  private final Applause applause;
  private final Followers followers;
  private final OwnPolicies policies;
  private final Images images;
  private final PublicFigures figures;
  private final Assets assets;
  private final Pages pages;
  private final Visitors visitors;
  private final Registration registration;
  private final boolean hasBot;
  private final SetUpRoutes setUp;
  private final LanguageRoutes languages;
  private final CatalogueRoutes catalogue;

  public WebRoutes(
      Database database,
      LocalIds ids,
      Members members,
      ProvenLinks provenLinks,
      ApiTokens tokens,
      Things things,
      Publications publications,
      Applause applause,
      Followers followers,
      OwnPolicies policies,
      Catalogue catalogue,
      Images images,
      PublicFigures figures,
      Assets assets,
      Pages pages,
      Visitors visitors,
      Registration registration,
      boolean hasBot) {
    this.ids = ids;
    this.members = members;
    this.provenLinks = provenLinks;
    this.things = things;
    this.publications = publications;
    this.applause = applause;
    this.followers = followers;
    this.policies = policies;
    this.images = images;
    this.figures = figures;
    this.assets = assets;
    this.pages = pages;
    this.visitors = visitors;
    this.registration = registration;
    this.hasBot = hasBot;
    this.languages = new LanguageRoutes(visitors);
    this.catalogue = new CatalogueRoutes(ids, catalogue, figures, pages, visitors);
    this.setUp = new SetUpRoutes(database, ids, members, tokens, pages, visitors);
  }

  @Override
  public void routing(HttpRules rules) {
    page(rules, "/", this::landing);
    page(rules, "/about/fees", this::fees);
    rules.register(
        assets,
        new InstallRoutes(assets, pages),
        setUp,
        languages,
        catalogue,
        new ProofPageRoutes(pages, visitors, assets.proofCheck()));
  }

  private static void page(HttpRules rules, String path, Handler handler) {
    rules.get(path, handler).head(path, handler).any(path, HttpServer.only("GET", "HEAD"));
  }

  private void landing(ServerRequest request, ServerResponse response) {
    NodePolicy policy = policies.of(figures.month());
    pages.send(
        response,
        new Page.Landing(
            visitors.frame(request),
            figures.now(),
            policy.feeBasisPoints(),
            policy.minimumBudgetMicros(),
            policy.giveToGet(),
            registration));
  }

  private void fees(ServerRequest request, ServerResponse response) {
    NodePolicy policy = policies.of(figures.month());
    pages.send(
        response,
        new Page.Fees(
            visitors.frame(request),
            policy.feeBasisPoints(),
            policy.minimumBudgetMicros(),
            policy.effectiveFrom(),
            policies.announced(figures.month())));
  }

  /** A member's page, or the bot's: what {@code /users/{name}} shows to people. */
  public void member(ServerRequest request, ServerResponse response) {
    String name = request.path().pathParameters().get("name");
    if (hasBot && name.equals(LocalIds.BOT_NAME)) {
      pages.send(response, new Page.Bot(visitors.frame(request), registration));
      return;
    }
    Member member = members.find(name).orElseThrow(() -> noSuchMember(name));
    ActorProfile profile = members.member(name).orElseThrow(() -> noSuchMember(name)).profile();
    Optional<String> tag = request.query().first("tag").asOptional();
    List<Publication> newest =
        publications.listed(member.id(), tag.orElse(null), null, MOST_THINGS + 1);
    pages.send(
        response,
        new Page.Profile(
            visitors.frame(request),
            member.name(),
            member.displayName(),
            ids.member(member.name()).toString(),
            member.createdAt(),
            profile,
            images.shown(profile.icon().map(URI::toString).orElse(null)).orElse(null),
            provenLinks.actors(name),
            followers.count(ids.member(name)),
            tag.orElse(null),
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

  private static Page.Listed listed(Publication thing) {
    return new Page.Listed(
        thing.id(), thing.url(), thing.content().title(), thing.content().summaryOrNull());
  }

  /** A thing's page: what {@code /things/{id}} shows to people. */
  public void thing(ServerRequest request, ServerResponse response) {
    OptionalLong id =
        ThingAddresses.thingIn("/things/" + request.path().pathParameters().get("id"));
    Publication publication =
        id.stream()
            .boxed()
            .findFirst()
            .flatMap(publications::find)
            .orElseThrow(PublicationRoutes::unknown);
    if (publication.withdrawnAt().isPresent()) {
      throw PublicationRoutes.gone();
    }
    Thing thing = things.find(publication.id()).orElseThrow();
    String address = new ThingAddresses(ids.origin()).of(thing.id());
    pages.send(
        response,
        new Page.OfThing(
            visitors.frame(request),
            address,
            publication,
            images.shown(publication.content().imageOrNull()).orElse(null),
            figures.month(),
            figures.counted(thing),
            applause.of(URI.create(address))));
  }
}
