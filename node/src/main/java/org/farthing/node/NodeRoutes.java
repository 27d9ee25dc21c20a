package org.farthing.node;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.api.ApiRoutes;
import org.farthing.node.api.BotRoutes;
import org.farthing.node.api.DeliveryRoutes;
import org.farthing.node.api.DomainBlockRoutes;
import org.farthing.node.api.LikeRoutes;
import org.farthing.node.api.OperationsRoutes;
import org.farthing.node.api.ReactionRoutes;
import org.farthing.node.api.RequestCounter;
import org.farthing.node.api.SocialRoutes;
import org.farthing.node.federation.actor.ActorRoutes;
import org.farthing.node.federation.actor.Intent;
import org.farthing.node.federation.actor.LocalActors;
import org.farthing.node.federation.actor.WellKnownRoutes;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RateLimits;
import org.farthing.node.image.ImageRoutes;
import org.farthing.node.look.Assets;
import org.farthing.node.look.Pages;
import org.farthing.node.peer.PolicyRoutes;
import org.farthing.node.platform.http.ErrorPage;
import org.farthing.node.proof.ProofRoutes;
import org.farthing.node.publication.Catalogue;
import org.farthing.node.publication.PublicationRoutes;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.signin.Visitors;
import org.farthing.node.web.WebRoutes;
import org.farthing.node.web.account.AccountPages;
import org.farthing.node.web.admin.AdminPages;
import org.farthing.node.web.creator.CreatorPages;
import org.farthing.node.web.donor.DonorPages;
import org.farthing.node.web.fediverse.FediversePages;
import org.farthing.node.web.text.TextPages;
import org.farthing.node.web.text.Texts;
import org.farthing.node.web.widget.WidgetPages;

/** What a node answers to over HTTP. */
final class NodeRoutes {

  /** What members of other servers can begin there and confirm here. */
  private static final List<Intent> INTENTS =
      List.of(
          new Intent(
              Intent.FLATTR,
              "/flattr?url={object}&title={title}&creator={creator}"
                  + "&on-success={on-success}&on-cancel={on-cancel}"),
          new Intent(
              Intent.LIKE, "/flattr?url={object}&on-success={on-success}&on-cancel={on-cancel}"),
          new Intent(Intent.OBJECT, "/flattr?url={object}"));

  private final NodeParts parts;
  private final String version;

  private final Assets assets = new Assets();
  private final Pages pages;
  private final Visitors visitors;
  private final Texts texts;

  /**
   * @param version of the software, as NodeInfo tells it
   */
  NodeRoutes(NodeParts parts, String version) {
    this.parts = parts;
    this.version = version;
    this.pages =
        new Pages(
            parts.core.setup.origin().authority(),
            parts.core.currency,
            parts.hasNoRealMoney(),
            assets);
    this.visitors = parts.core.signIn.visitors(pages);
    this.texts =
        new Texts(parts.core.database, parts.core.audit, parts.core.setup.clocks().calendar());
  }

  /** How errors are shown to people. */
  ErrorPage errorPage() {
    return visitors.errors();
  }

  private WebRoutes web() {
    return new WebRoutes(
        parts.core.database,
        parts.core.ids,
        parts.core.members,
        parts.fediverse.provenLinks,
        parts.core.tokens,
        parts.flattr.things,
        parts.flattr.publications,
        parts.fediverse::applauseOf,
        parts.fediverse.social.followers(),
        parts.core.policies,
        new Catalogue(parts.core.database),
        parts.core.images,
        parts.figures,
        assets,
        pages,
        visitors,
        parts.core.setup.signIn().registration(),
        parts.core.hasBot);
  }

  private DonorPages donorPages() {
    return new DonorPages(
        parts.core.database,
        parts.core.setup.clocks().calendar(),
        parts.core.ids,
        visitors,
        pages,
        parts.flattr.things,
        parts.flattr.creators,
        parts.flattr.giving,
        parts.flattr.flattrs,
        parts.flattr.subscriptions,
        parts.flattr.gifts,
        parts.flattr.offeredAgain,
        parts.flattr.suspensions,
        parts.proofs,
        parts.fediverse.social.ownReactions(),
        parts.bot,
        parts.money.deposits,
        parts.money.payouts,
        new MonthFigures(parts.core.database, parts.core.setup.origin(), parts.core.peers),
        month -> parts.core.policies.of(month).calendar(),
        month -> parts.settlement.monthClose().stage(month),
        parts.hasNoRealMoney());
  }

  private AdminPages adminPages() {
    return new AdminPages(
        parts.core.database,
        parts.core.setup.clocks().calendar(),
        visitors,
        pages,
        parts.core.members,
        parts.core.signIn,
        parts.core.ledger,
        parts.money.deposits,
        parts.money.payouts,
        parts.money.payoutDecisions,
        parts.money.incoming,
        parts.money.orders,
        parts.money.rail,
        parts.core.peers,
        parts.fediverse.peerPolicies,
        parts.flattr.suspensions,
        parts.core.setup.mostOwedMicros(),
        parts.core.policies,
        parts.settlement,
        new MonthFigures(parts.core.database, parts.core.setup.origin(), parts.core.peers),
        parts.bookChecks,
        parts.witnesses,
        parts.fediverse.deliveries,
        parts.fediverse.federation::backlog,
        parts.core.blocks,
        parts.fediverse.social.flags(),
        parts.core.audit,
        texts,
        ShownSettings.of(parts.core.setup, parts.money.rail),
        parts.realMoney,
        parts.monthEnd::get);
  }

  private CreatorPages creatorPages() {
    return new CreatorPages(
        parts.core.database,
        parts.core.setup.clocks().calendar(),
        parts.core.ids,
        parts.core.peers,
        visitors,
        pages,
        parts.flattr.publications,
        parts.flattr.identification.identities(),
        parts.flattr.giving,
        parts.money.payouts,
        parts.proofs,
        parts.core.policies::of,
        parts.fediverse.accounts.isPresent());
  }

  private AccountPages accountPages() {
    return new AccountPages(
        parts.core.database,
        parts.core.setup.clocks().calendar(),
        parts.core.ids,
        parts.core.peers,
        visitors,
        pages,
        parts.fediverse.profiles,
        parts.fediverse.departures,
        parts.core.signIn,
        parts.flattr.linkedLikes,
        parts.core.hasBot,
        parts.bot,
        parts.flattr.giving,
        parts.flattr.offeredAgain,
        parts.flattr.gifts,
        parts.flattr.subscriptions,
        parts.money.deposits,
        parts.money.payouts,
        parts.flattr.identification.identities(),
        parts.flattr.publications,
        parts.fediverse.social.ownReactions(),
        parts.core.notices,
        month -> parts.settlement.monthClose().stage(month));
  }

  private FediversePages fediversePages() {
    return new FediversePages(
        parts.core.ids, visitors, pages, parts.fediverse.profiles, parts.fediverse.social);
  }

  private WidgetPages widgetPages() {
    return new WidgetPages(
        parts.core.setup.origin(),
        parts.core.client,
        parts.core.members,
        parts.flattr.things,
        parts.figures,
        visitors,
        pages,
        parts.core.setup.signIn().registration());
  }

  private RateLimits rateLimits() {
    GuardTerms terms = parts.core.setup.guard();
    return new RateLimits(
        parts.core.setup.origin(),
        terms.forwarding(),
        terms.limits(),
        parts.core.setup.clocks().system());
  }

  void route(HttpRouting.Builder routes) {
    WebRoutes web = web();
    InstantSource calendar = parts.core.setup.clocks().calendar();
    RequestCounter requests = new RequestCounter();
    LocalActors actors = parts.actors(assets);
    ApiRoutes api =
        new ApiRoutes(
            parts.core.database,
            calendar,
            parts.core.ids,
            parts.core.currency,
            parts.hasNoRealMoney(),
            parts.core.tokens,
            parts.core.members,
            parts.fediverse.profiles,
            parts.fediverse.moves,
            parts.fediverse.departures,
            parts.flattr.publications,
            parts.flattr.creators,
            parts.flattr.identification.identities(),
            parts.core.ledger,
            parts.flattr.giving,
            parts.flattr.flattrs,
            parts.flattr.subscriptions,
            parts.flattr.gifts,
            parts.flattr.offeredAgain,
            parts.proofs,
            parts.money.deposits,
            parts.money.payouts);
    visitors.route(routes);
    routes.addFilter(requests);
    if (parts.core.setup.secureMode()) {
      routes.addFilter(parts.fediverse.federation.signedReads());
    }
    routes
        .addFilter(rateLimits())
        // Routes are tried in their order, and buttons ask more often than anybody.
        .register(widgetPages())
        .register(
            new ActorRoutes(
                parts.core.ids,
                actors,
                parts.fediverse.documents,
                parts.core.histories,
                parts.collections(),
                web::member))
        .register(
            new WellKnownRoutes(
                parts.core.ids, actors, INTENTS, version, parts.figures::ofNodeInfo))
        .register(
            new PublicationRoutes(
                parts.core.ids,
                parts.core.members,
                parts.flattr.publications,
                parts.core.signer,
                parts.fediverse::applauseOf,
                web::thing))
        .register(new ImageRoutes(parts.core.images))
        .register(new PolicyRoutes(parts.core.policies, calendar))
        .register(parts.settlement.routes(parts.peerRequests()))
        .register(parts.settlement.saidRoutes(parts.peerRequests()))
        .register(parts.logs.routes())
        .register(parts.witnesses.routes())
        .register(
            new ProofRoutes(
                parts.core.database, parts.core.peers, parts.peerRequests(), parts.proofs))
        .register(parts.flattr.identification::routes)
        .register(parts.fediverse.federation::routes)
        .register(web, donorPages(), creatorPages(), accountPages(), adminPages())
        .register(fediversePages(), new TextPages(texts, visitors, pages), api)
        .register(
            parts
                .core
                .signIn
                .routes(
                    pages,
                    visitors,
                    parts.flattr.identification.identities(),
                    parts.fediverse.accounts,
                    assets.passkeys())
                .toArray(HttpService[]::new))
        .register(
            new SocialRoutes(
                parts.core.ids, parts.core.tokens, parts.core.members, parts.fediverse.social))
        .register(
            new ReactionRoutes(
                parts.core.ids,
                parts.core.tokens,
                parts.core.members,
                parts.fediverse.social.ownReactions()))
        .register(parts.fediverse.social.routes())
        .register(new LikeRoutes(parts.core.tokens, parts.flattr.linkedLikes))
        .register(new BotRoutes(parts.core.tokens, parts.bot))
        .register(
            new DeliveryRoutes(parts.core.tokens, parts.fediverse.deliveries, parts.core.audit))
        .register(new DomainBlockRoutes(parts.core.tokens, parts.core.blocks))
        .register(
            new OperationsRoutes(
                parts.core.database,
                parts.core.tokens,
                requests,
                api::recorded,
                parts.fediverse.federation::backlog,
                parts.witnesses::unsettled));
  }
}
