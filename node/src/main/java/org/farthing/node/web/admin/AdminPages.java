package org.farthing.node.web.admin;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;
import org.farthing.node.account.Members;
import org.farthing.node.audit.AuditLog;
import org.farthing.node.federation.Backlog;
import org.farthing.node.federation.outbox.Deliveries;
import org.farthing.node.guard.DomainBlocks;
import org.farthing.node.ledger.Ledger;
import org.farthing.node.look.Pages;
import org.farthing.node.payout.Deposits;
import org.farthing.node.payout.IncomingPayments;
import org.farthing.node.payout.PaymentOrders;
import org.farthing.node.payout.PaymentRail;
import org.farthing.node.payout.PayoutDecisions;
import org.farthing.node.payout.Payouts;
import org.farthing.node.peer.OwnPolicies;
import org.farthing.node.peer.PeerPolicies;
import org.farthing.node.peer.Peers;
import org.farthing.node.peer.Suspensions;
import org.farthing.node.platform.database.Database;
import org.farthing.node.realmoney.RealMoney;
import org.farthing.node.settlement.BookChecks;
import org.farthing.node.settlement.MonthFigures;
import org.farthing.node.settlement.Settlement;
import org.farthing.node.signin.SignIn;
import org.farthing.node.signin.Visitors;
import org.farthing.node.social.Flags;
import org.farthing.node.web.text.Texts;
import org.farthing.node.witness.Witnesses;

/** The pages of who runs the node. */
public final class AdminPages implements HttpService {

  private final List<HttpService> areas;

  /**
   * What the configuration says.
   *
   * @param key as the configuration file has it; a text {@code admin.setting.} explains it
   */
  public record Setting(String key, String value) {}

  /**
   * @param mostOwedMicros what a peer may owe before no more flattrs of its donors are taken
   * @param backlog what the node still has to do for others
   * @param settings that are shown, in this order
   * @param monthEnd how the month is ended before its time, if it is played
   */
  public AdminPages(
      Database database,
      InstantSource calendar,
      Visitors visitors,
      Pages pages,
      Members members,
      SignIn signIn,
      Ledger ledger,
      Deposits deposits,
      Payouts payouts,
      PayoutDecisions payoutDecisions,
      IncomingPayments incoming,
      PaymentOrders orders,
      PaymentRail rail,
      Peers peers,
      PeerPolicies peerPolicies,
      Suspensions suspensions,
      long mostOwedMicros,
      OwnPolicies policies,
      Settlement settlement,
      MonthFigures figures,
      BookChecks checks,
      Witnesses witnesses,
      Deliveries deliveries,
      Supplier<Backlog> backlog,
      DomainBlocks blocks,
      Flags flags,
      AuditLog audit,
      Texts texts,
      List<Setting> settings,
      RealMoney realMoney,
      Supplier<MonthEnd> monthEnd) {
    Desk desk = new Desk(visitors, pages);
    PeerNames names = new PeerNames(database, peers);
    PeerStandings standings = new PeerStandings(database, ledger, suspensions, mostOwedMicros);
    this.areas =
        List.of(
            new OverviewRoutes(
                desk,
                database,
                ledger,
                checks,
                figures,
                deliveries,
                backlog,
                payouts,
                flags,
                audit,
                names,
                standings),
            new DepositRoutes(desk, deposits, members),
            new PayoutRoutes(desk, payouts, payoutDecisions, deposits, members),
            new FreezeRoutes(desk, members, payoutDecisions),
            new PaymentRoutes(desk, incoming, rail, figures, names),
            new OrderRoutes(desk, orders, names),
            new MonthRoutes(
                desk,
                database,
                calendar,
                policies,
                settlement.monthClose(),
                figures,
                audit,
                monthEnd),
            new PeerRoutes(
                desk,
                database,
                calendar,
                names,
                peerPolicies,
                standings,
                figures,
                settlement.decisions(),
                settlement.holds(),
                witnesses,
                audit),
            new HoldRoutes(desk, names, settlement.holds()),
            new PairRoutes(desk, names, figures, settlement.decisions()),
            new DeliveryRoutes(desk, deliveries, audit),
            new MemberRoutes(
                desk, database, ledger, members, deposits, payoutDecisions, signIn, audit),
            new BlockRoutes(desk, blocks, names),
            new ReportRoutes(desk, flags),
            new AuditRoutes(desk, audit, members, names),
            new TextRoutes(desk, texts),
            new SettingsRoutes(desk, calendar, policies, audit, settings),
            new RealMoneyRoutes(desk, signIn, names, standings, settlement.decisions(), realMoney));
  }

  @Override
  public void routing(HttpRules rules) {
    rules.register(areas.toArray(HttpService[]::new));
  }
}
