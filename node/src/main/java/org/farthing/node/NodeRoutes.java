package org.farthing.node;

import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import org.farthing.node.api.ApiRoutes;
import org.farthing.node.api.DeliveryRoutes;
import org.farthing.node.api.DomainBlockRoutes;
import org.farthing.node.api.LikeRoutes;
import org.farthing.node.api.OperationsRoutes;
import org.farthing.node.api.RequestCounter;
import org.farthing.node.api.SocialRoutes;
import org.farthing.node.federation.actor.ActorRoutes;
import org.farthing.node.federation.actor.Intent;
import org.farthing.node.federation.actor.WellKnownRoutes;
import org.farthing.node.guard.GuardTerms;
import org.farthing.node.guard.RateLimits;
import org.farthing.node.look.Assets;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.TestRail;
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
        new Pages(parts.setup.origin().authority(), parts.currency(), noRealMoney(), assets);
    this.visitors = parts.signIn.visitors(pages);
    this.texts = new Texts(parts.database, parts.audit, parts.setup.clocks().calendar());
  }

  /** How errors are shown to people. */
  ErrorPage errorPage() {
    return pages;
  }

  private WebRoutes web() {
    return new WebRoutes(
        parts.database,
        parts.ids,
        parts.members,
        parts.provenLinks,
        parts.tokens,
        parts.things,
        parts.publications,
        parts::applauseOf,
        parts.policies,
        new Catalogue(parts.database),
        parts.figures,
        assets,
        pages,
        visitors,
        parts.setup.signIn().registration());
  }

  private DonorPages donorPages() {
    return new DonorPages(
        parts.database,
        parts.setup.clocks().calendar(),
        parts.ids,
        visitors,
        pages,
        parts.things,
        parts.creators,
        parts.giving,
        parts.flattrs,
        parts.subscriptions,
        parts.gifts,
        parts.offeredAgain,
        parts.suspensions,
        parts.proofs,
        parts.deposits,
        new MonthFigures(parts.database, parts.setup.origin(), parts.peers),
        month -> parts.policies.of(month).calendar(),
        month -> parts.settlement.monthClose().stage(month),
        noRealMoney());
  }

  private AdminPages adminPages() {
    return new AdminPages(
        parts.database,
        parts.setup.clocks().calendar(),
        visitors,
        pages,
        parts.members,
        parts.signIn,
        parts.ledger,
        parts.deposits,
        parts.payouts,
        parts.payoutDecisions,
        parts.incoming,
        parts.orders,
        parts.rail,
        parts.peers,
        parts.peerPolicies,
        parts.suspensions,
        parts.setup.mostOwedMicros(),
        parts.policies,
        parts.settlement,
        new MonthFigures(parts.database, parts.setup.origin(), parts.peers),
        parts.bookChecks,
        parts.witnesses,
        parts.deliveries,
        parts.federation::backlog,
        parts.blocks,
        parts.social.flags(),
        parts.audit,
        texts,
        ShownSettings.of(parts.setup, parts.rail),
        parts.monthEnd::get);
  }

  private CreatorPages creatorPages() {
    return new CreatorPages(
        parts.database,
        parts.setup.clocks().calendar(),
        parts.ids,
        parts.peers,
        visitors,
        pages,
        parts.publications,
        parts.identification.identities(),
        parts.giving,
        parts.payouts,
        parts.proofs,
        parts.policies::of);
  }

  private AccountPages accountPages() {
    return new AccountPages(
        parts.database,
        parts.setup.clocks().calendar(),
        parts.ids,
        parts.peers,
        visitors,
        pages,
        parts.profiles,
        parts.departures,
        parts.signIn,
        parts.linkedLikes,
        parts.giving,
        parts.offeredAgain,
        parts.gifts,
        parts.subscriptions,
        parts.deposits,
        parts.payouts,
        parts.identification.identities(),
        parts.publications,
        parts.notices,
        month -> parts.settlement.monthClose().stage(month));
  }

  private WidgetPages widgetPages() {
    return new WidgetPages(
        parts.setup.origin(),
        parts.client,
        parts.members,
        parts.things,
        parts.figures,
        visitors,
        pages,
        parts.setup.signIn().registration());
  }

  private boolean noRealMoney() {
    return parts.currency().isPlayMoney() || parts.rail.name().equals(TestRail.NAME);
  }

  private RateLimits rateLimits() {
    GuardTerms terms = parts.setup.guard();
    return new RateLimits(
        parts.setup.origin(), terms.forwarding(), terms.limits(), parts.setup.clocks().system());
  }

  void route(HttpRouting.Builder routes) {
    WebRoutes web = web();
    InstantSource calendar = parts.setup.clocks().calendar();
    RequestCounter requests = new RequestCounter();
    ApiRoutes api =
        new ApiRoutes(
            parts.database,
            calendar,
            parts.ids,
            parts.currency(),
            noRealMoney(),
            parts.tokens,
            parts.members,
            parts.profiles,
            parts.moves,
            parts.departures,
            parts.publications,
            parts.creators,
            parts.identification.identities(),
            parts.ledger,
            parts.giving,
            parts.flattrs,
            parts.subscriptions,
            parts.gifts,
            parts.offeredAgain,
            parts.proofs,
            parts.deposits,
            parts.payouts);
    visitors.route(routes);
    routes.addFilter(requests);
    if (parts.setup.secureMode()) {
      routes.addFilter(parts.federation.signedReads());
    }
    routes
        .addFilter(rateLimits())
        .register(
            new ActorRoutes(
                parts.ids,
                parts.members,
                parts.documents,
                parts.histories,
                parts.collections(),
                web::member))
        .register(
            new WellKnownRoutes(
                parts.ids, parts.members, INTENTS, version, parts.figures::ofNodeInfo))
        .register(
            new PublicationRoutes(
                parts.ids,
                parts.members,
                parts.publications,
                parts.signer,
                parts::applauseOf,
                web::thing))
        .register(new PolicyRoutes(parts.policies, calendar))
        .register(parts.settlement.routes(parts.peerRequests()))
        .register(parts.logs.routes())
        .register(parts.witnesses.routes())
        .register(new ProofRoutes(parts.database, parts.peers, parts.peerRequests(), parts.proofs))
        .register(parts.identification::routes)
        .register(parts.federation::routes)
        .register(web, donorPages(), creatorPages(), accountPages(), adminPages(), widgetPages())
        .register(new TextPages(texts, visitors, pages), api)
        .register(
            parts.signIn.routes(pages, visitors, assets.passkeys()).toArray(HttpService[]::new))
        .register(new SocialRoutes(parts.ids, parts.tokens, parts.members, parts.social))
        .register(new LikeRoutes(parts.tokens, parts.linkedLikes))
        .register(new DeliveryRoutes(parts.tokens, parts.deliveries, parts.audit))
        .register(new DomainBlockRoutes(parts.tokens, parts.blocks))
        .register(
            new OperationsRoutes(
                parts.database,
                parts.tokens,
                requests,
                api::recorded,
                parts.federation::backlog,
                parts.witnesses::unsettled));
  }
}
